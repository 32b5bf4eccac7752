import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { PinoLogger } from 'nestjs-pino';

const UUID = '[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}';
const FLOW = new RegExp(`/flows/(${UUID})`);
const RUN = new RegExp(`/runs/(${UUID})`);
const HEALTH = /\/health(\/|\?|$)/;

/** What the line of a request says beside its time and level; the ids are those of its URL and of its `Location`. */
export function requestFields(request: FastifyRequest, reply: FastifyReply): Record<string, unknown> {
  const places = `${request.url} ${String(reply.getHeader('location') ?? '')}`;
  const flow = FLOW.exec(places)?.[1];
  const run = RUN.exec(places)?.[1];
  return {
    request_id: request.id,
    method: request.method,
    url: request.url,
    status: reply.statusCode,
    ms: Math.round(reply.elapsedTime * 10) / 10,
    ...(flow === undefined ? {} : { flow_id: flow }),
    ...(run === undefined ? {} : { run_id: run }),
  };
}

function levelOf(request: FastifyRequest, reply: FastifyReply): 'debug' | 'info' | 'warn' | 'error' {
  if (HEALTH.test(request.url)) return reply.statusCode < 500 ? 'debug' : 'warn';
  return reply.statusCode < 500 ? 'info' : 'error';
}

/**
 * Writes one line a request, when it has been answered or given up; for a health check that is well
 * only at level `debug`. What a request's handler logs meanwhile carries its `request_id`.
 */
export function logRequests(fastify: FastifyInstance, logger: PinoLogger): void {
  // After the body has been read: its events come in the socket's context, and would lose the request's.
  fastify.addHook('preValidation', (request, _reply, done) => {
    logger.runInContext(done, { bindings: { request_id: request.id } });
  });
  fastify.addHook('onResponse', (request, reply, done) => {
    PinoLogger.root[levelOf(request, reply)](requestFields(request, reply), 'request answered');
    done();
  });
  fastify.addHook('onRequestAbort', (request, done) => {
    PinoLogger.root.info(
      { request_id: request.id, method: request.method, url: request.url },
      'request given up by the client',
    );
    done();
  });
}
