import type { FastifyInstance } from 'fastify';

/**
 * Once the server closes, every answer says that it is the connection's last; a connection that was
 * kept alive for more would hold the process up.
 */
export function sayWhenLast(fastify: FastifyInstance): void {
  let closing = false;
  fastify.addHook('preClose', (done) => {
    closing = true;
    done();
  });
  fastify.addHook('onSend', (_request, reply, payload, done) => {
    if (closing) void reply.header('connection', 'close');
    done(null, payload);
  });
}
