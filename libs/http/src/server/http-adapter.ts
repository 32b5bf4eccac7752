import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { answerClientError } from './client-error.js';
import { takeJsonBodies } from './json-body.js';
import { sayWhenLast } from './last-answer.js';
import { namesHost, takeOddRequests } from './odd-requests.js';
import { refuse } from './refuse.js';
import { REQUEST_ID_HEADER, requestIdOf } from './request-id.js';
import { RouteTable } from './route-table.js';
import { answerOptions, answerUnmatched } from './unmatched.js';

/** What the server of an API needs to know; the `http` group of the configuration has this shape. */
export interface HttpAdapterOptions {
  readonly bodyLimitBytes: number;
  readonly requestTimeoutMs: number;
  readonly trustedProxies: readonly string[];
}

/** A URL that cannot be decoded: it reaches neither hooks nor filters. */
function answerBadUrl(_error: Error, request: FastifyRequest, reply: FastifyReply): void {
  refuse(reply.header(REQUEST_ID_HEADER, request.id), 'MALFORMED_REQUEST');
}

/**
 * Fastify under Nest, with the manners of the API that lie below Nest: request ids on every
 * response, JSON bodies only, 405 with `Allow`, and errors of the protocol in the error envelope.
 */
export function createHttpAdapter(options: HttpAdapterOptions): FastifyAdapter {
  const adapter = new FastifyAdapter({
    bodyLimit: options.bodyLimitBytes,
    requestTimeout: options.requestTimeoutMs,
    http: {
      requireHostHeader: false,
      requestTimeout: options.requestTimeoutMs,
      headersTimeout: options.requestTimeoutMs,
      // How often Node looks for requests that are late; its own 30 s would make a short time-out a long one.
      connectionsCheckingInterval: Math.min(10_000, Math.ceil(options.requestTimeoutMs / 4)),
    },
    trustProxy: options.trustedProxies.length > 0 && [...options.trustedProxies],
    genReqId: requestIdOf,
    // While it closes, requests on open connections are served to their end, not turned away.
    return503OnClosing: false,
    frameworkErrors: answerBadUrl,
    clientErrorHandler: answerClientError,
    routerOptions: { maxParamLength: 256 },
  });
  const fastify = adapter.getInstance();
  const routes = new RouteTable();
  fastify.addHook('onRoute', ({ method, url }) => routes.add(method, url));
  adapter.setOnRequestHook((request: FastifyRequest, reply: FastifyReply, done: () => void) => {
    void reply.header(REQUEST_ID_HEADER, request.id);
    if (!namesHost(request)) return refuse(reply, 'MALFORMED_REQUEST');
    answerOptions(routes, request, reply, done);
  });
  // After all hooks that set headers (CORS, security), and before the body is read.
  fastify.addHook('preParsing', (request, reply, payload, done) => {
    answerUnmatched(routes, request, reply, () => done(null, payload));
  });
  sayWhenLast(fastify);
  takeJsonBodies(fastify);
  takeOddRequests(fastify);
  return adapter;
}
