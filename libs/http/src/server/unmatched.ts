import type { FastifyReply, FastifyRequest } from 'fastify';
import { refuse } from './refuse.js';
import type { RouteTable } from './route-table.js';

const allow = (methods: readonly string[]): string => [...methods, 'OPTIONS'].join(', ');

/** An OPTIONS that is no preflight of a browser. */
const isPlainOptions = (request: FastifyRequest): boolean =>
  request.method === 'OPTIONS' && request.headers['access-control-request-method'] === undefined;

/** Answers a plain OPTIONS with the `Allow` of its path; to be asked before CORS, which takes any OPTIONS. */
export function answerOptions(
  routes: RouteTable,
  request: FastifyRequest,
  reply: FastifyReply,
  done: () => void,
): void {
  if (!isPlainOptions(request)) return done();
  const methods = routes.methodsFor(request.url);
  if (methods.length === 0) return refuse(reply, 'ROUTE_NOT_FOUND');
  void reply.header('allow', allow(methods)).code(204).send();
}

/** Answers what no route takes, before its body is read: 405 with `Allow` where the path is known, else 404. */
export function answerUnmatched(
  routes: RouteTable,
  request: FastifyRequest,
  reply: FastifyReply,
  done: () => void,
): void {
  if (!request.is404 && !routes.refuses(request.method, request.url)) return done();
  const methods = routes.methodsFor(request.url);
  if (methods.length === 0) return refuse(reply, 'ROUTE_NOT_FOUND');
  void reply.header('allow', allow(methods));
  refuse(reply, 'METHOD_NOT_ALLOWED');
}
