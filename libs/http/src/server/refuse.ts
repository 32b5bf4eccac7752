import { AppError, type ErrorCode } from '@app/errors';
import type { FastifyReply } from 'fastify';
import { errorResponse } from '../error/error-response.js';

/** Answers with an error, below Nest. */
export function refuse(reply: FastifyReply, code: ErrorCode): void {
  const { status, body } = errorResponse(new AppError(code));
  void reply.code(status).send(body);
}
