import { AppError } from '@app/errors';
import type { Flow } from './flow.entity.js';

/** A version of a flow: its number, or the one that is the draft or published now. */
export type VersionName = number | 'draft' | 'published';

/** The number that a name stands for. @throws AppError FLOW_VERSION_NOT_FOUND where nothing is published */
export function numberOf(flow: Pick<Flow, 'version' | 'publishedVersion'>, name: VersionName): number {
  const number = name === 'draft' ? flow.version : name === 'published' ? flow.publishedVersion : name;
  if (number === null) throw new AppError('FLOW_VERSION_NOT_FOUND', 'No version of the flow is published.');
  return number;
}
