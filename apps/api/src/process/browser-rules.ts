import type { FastifyHelmetOptions } from '@fastify/helmet';

/** What browsers are told of every response; the docs page has its own policy. */
export const HELMET: FastifyHelmetOptions = {
  contentSecurityPolicy: { useDefaults: false, directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] } },
};

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
