import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyReply } from 'fastify';

/** Makes a signal that is aborted when the client has gone away before it was answered. */
export type ClientGone = () => AbortSignal;

/** A handler's parameter: ClientGone of its request. Costs nothing unless it is called. */
export const WhenClientGone = createParamDecorator((_: unknown, context: ExecutionContext): ClientGone => {
  const { raw } = context.switchToHttp().getResponse<FastifyReply>();
  return () => {
    const controller = new AbortController();
    if (raw.destroyed) controller.abort();
    raw.once('close', () => controller.abort());
    return controller.signal;
  };
});
