import type { FastifyInstance } from 'fastify';

/**
 * Once no new connection is taken, every answer says that it is its connection's last: the client goes elsewhere
 * with its next request, instead of losing it on a connection that is about to be closed.
 */
export function sayWhenLast(fastify: FastifyInstance): void {
  fastify.addHook('onSend', (_request, reply, payload, done) => {
    if (!fastify.server.listening) void reply.header('connection', 'close');
    done(null, payload);
  });
}
