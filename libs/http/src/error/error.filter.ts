import { AppError } from '@app/errors';
import { type ArgumentsHost, Catch, type ExceptionFilter, Logger } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { errorResponse } from './error-response.js';
import { toAppError } from './to-app-error.js';

/** Turns whatever was thrown into the error envelope; what is a defect goes to the log with its stack. */
@Catch()
export class ErrorFilter implements ExceptionFilter {
  private readonly logger = new Logger('Http');

  catch(thrown: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const reply = http.getResponse<FastifyReply>();
    const { raw, id } = http.getRequest<FastifyRequest>();
    // The body broke off. By its code alone the error could be one of PostgreSQL's connection.
    const error = thrown instanceof Error && thrown === raw.errored ? brokenOff(thrown) : toAppError(thrown);
    const { status, headers, body } = errorResponse(error);
    if (status >= 500) this.report(error, status, id);
    // A stream that broke half-way: the status is out, and the client sees the cut.
    if (reply.sent || reply.raw.headersSent) return;
    void reply.code(status).headers(headers).type('application/json; charset=utf-8').send(body);
  }

  private report(error: AppError, status: number, requestId: string): void {
    const line = { code: error.code, request_id: requestId, err: error.cause ?? error };
    if (status === 500) this.logger.error(line);
    else
      this.logger.warn({
        ...line,
        err: undefined,
        reason: (error.cause as Error | undefined)?.message ?? error.message,
      });
  }
}

function brokenOff(cause: Error): AppError {
  return new AppError('MALFORMED_REQUEST', undefined, { cause });
}
