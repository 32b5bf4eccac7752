import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyReply } from 'fastify';
import { map, type Observable } from 'rxjs';
import { API_PREFIX } from '../server/api-prefix.js';
import { Paged } from './paged.js';
import { type ResponseOptions, ResponseOptionsOf } from './response-options.js';

/** Puts what a handler returns into the envelope `{ data, meta }`, with the headers that its route promises. */
@Injectable()
export class EnvelopeInterceptor implements NestInterceptor {
  constructor(private readonly reflector: Reflector) {}

  intercept(context: ExecutionContext, next: CallHandler<unknown>): Observable<unknown> {
    const options = this.reflector.get(ResponseOptionsOf, context.getHandler()) ?? {};
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    return next.handle().pipe(map((value) => wrap(value, options, reply)));
  }
}

function wrap(value: unknown, options: ResponseOptions, reply: FastifyReply): unknown {
  if (options.mediaType !== undefined) {
    void reply.type(options.mediaType);
    if (options.attachment !== undefined)
      void reply.header('content-disposition', `attachment; filename="${options.attachment(value as never)}"`);
    return value;
  }
  if (value === undefined) return undefined;
  if (value instanceof Paged) return { data: value.items, meta: value.meta };
  if (options.location !== undefined)
    void reply.header('location', `/${API_PREFIX}/${options.location(value as never)}`);
  if (options.etag !== undefined) void reply.header('etag', `"${options.etag(value as never)}"`);
  return { data: value, meta: {} };
}
