import { AppError } from '@app/errors';
import type { FastifyInstance } from 'fastify';
import { isUtf8 } from 'node:buffer';
import { isDeeperThan } from './json-depth.js';

/** Deeper JSON would exhaust the stack of whatever walks it by recursion: JSON.stringify, PostgreSQL's parser, ours. */
export const MAX_JSON_DEPTH = 200;

/**
 * Takes `application/json` and nothing else. An empty body counts as none; keys that reach for
 * prototypes, what is nested too deeply, and bytes that are no UTF-8 are refused: read as text,
 * they would be replaced in silence.
 */
export function takeJsonBodies(fastify: FastifyInstance): void {
  const parse = fastify.getDefaultJsonParser('error', 'error');
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body: Buffer, done) => {
    if (body.length === 0) return done(null, undefined);
    if (!isUtf8(body)) return done(new AppError('MALFORMED_BODY', 'The body is not UTF-8.'));
    const text = body.toString();
    if (isDeeperThan(text, MAX_JSON_DEPTH)) {
      return done(new AppError('MALFORMED_BODY', `The body is nested more than ${MAX_JSON_DEPTH} deep.`));
    }
    return parse(request, text, done);
  });
}
