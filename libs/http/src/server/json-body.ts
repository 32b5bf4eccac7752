import { AppError } from '@app/errors';
import type { FastifyInstance } from 'fastify';
import { isDeeperThan } from './json-depth.js';

/** Deeper JSON would exhaust the stack of whatever walks it by recursion: JSON.stringify, PostgreSQL's parser, ours. */
export const MAX_JSON_DEPTH = 200;

/**
 * Takes `application/json` and nothing else. An empty body counts as none; keys that reach for
 * prototypes and what is nested too deeply are refused.
 */
export function takeJsonBodies(fastify: FastifyInstance): void {
  const parse = fastify.getDefaultJsonParser('error', 'error');
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body: string, done) => {
    if (body === '') return done(null, undefined);
    if (isDeeperThan(body, MAX_JSON_DEPTH)) {
      return done(new AppError('MALFORMED_BODY', `The body is nested more than ${MAX_JSON_DEPTH} deep.`));
    }
    return parse(request, body, done);
  });
}
