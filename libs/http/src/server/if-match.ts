import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';

/** The versions that a client is content with; null: any. */
export type ExpectedVersions = readonly number[] | null;

/** Reads `If-Match`: `"3"`, a list of those, or `*`. A tag that is no version of ours matches nothing. */
export function parseIfMatch(header: string | undefined): ExpectedVersions {
  if (header === undefined || header.trim() === '*') return null;
  return header
    .split(',')
    .map((tag) => /^"?(\d{1,9})"?$/.exec(tag.trim())?.[1])
    .filter((digits) => digits !== undefined)
    .map(Number);
}

/** A parameter that takes the request's `If-Match` as ExpectedVersions. */
export const IfMatch = createParamDecorator((_data: unknown, context: ExecutionContext): ExpectedVersions =>
  parseIfMatch(context.switchToHttp().getRequest<FastifyRequest>().headers['if-match']),
);
