import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Duplex } from 'node:stream';
import { answerClientError } from './client-error.js';

/** Has those requests answered in the envelope that Node would cut off (CONNECT), or answer by itself (an `Expect` that it does not know). */
export function takeOddRequests({ server }: FastifyInstance): void {
  server.on('connect', (_request, socket: Duplex) => {
    // Node has let go of the socket: its errors are nobody's else.
    socket.on('error', () => socket.destroy());
    answerClientError(new Error('There is nothing to connect to.'), socket);
    socket.once('finish', () => socket.destroy());
  });
  // A server may pass over an expectation (RFC 9110, section 10.1.1).
  server.on('checkExpectation', (request, response) => server.emit('request', request, response));
}

/** Whether the request names its host, which HTTP/1.1 asks for. Node's own answer to one that does not has no envelope. */
export function namesHost({ raw, headers }: FastifyRequest): boolean {
  return headers.host !== undefined || raw.httpVersion === '1.0';
}
