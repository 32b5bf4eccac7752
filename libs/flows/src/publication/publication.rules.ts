import type { FlowChange } from '../flow-change.js';
import type { Flow } from '../flow.entity.js';
import type { VersionNote } from '../flow.inputs.js';
import type { FlowPublication } from './flow-publication.entity.js';

/**
 * What publishing a version changes. Publishing the published version again changes nothing, unless something else is
 * said of it: then that is one more publication.
 * @param last the flow's last publication
 */
export function publicationOf(
  flow: Pick<Flow, 'publishedVersion'>,
  version: number,
  { message, by }: VersionNote,
  last: Pick<FlowPublication, 'message'> | null,
): FlowChange {
  const publication = { version, message: message ?? null, publishedBy: by ?? null };
  if (version !== flow.publishedVersion)
    return { fields: { publishedVersion: version, status: 'active' }, publication };
  return message === undefined || message === last?.message ? {} : { publication };
}
