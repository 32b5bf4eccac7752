import type { FastifyInstance } from 'fastify';
import helmet from 'helmet';

/** Tells browsers of every response what they may do with it; the docs page has its own policy. */
export function guardBrowsers(fastify: FastifyInstance): void {
  // Made once: the plugin for Fastify makes it anew for every request.
  const setHeaders = helmet({
    contentSecurityPolicy: { useDefaults: false, directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] } },
  });
  fastify.addHook('onRequest', (request, reply, done) => {
    setHeaders(request.raw, reply.raw, () => done());
  });
}

/** Which pages may call the API: those of the listed origins, and no other. */
export function corsOptions(origins: readonly string[]) {
  return {
    origin: [...origins],
    methods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
    exposedHeaders: ['x-request-id', 'etag', 'location', 'retry-after', 'allow'],
    maxAge: 600,
    strictPreflight: false,
  };
}
