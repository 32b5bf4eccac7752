/** `draft`: never published; `active`: a version is published; `archived`: read only. */
export const FLOW_STATUSES = ['draft', 'active', 'archived'] as const;

/** Section 6 of the flow language. */
export type FlowStatus = (typeof FLOW_STATUSES)[number];

/** The status of a flow that is not archived. */
export function livingStatus(publishedVersion: number | null): 'draft' | 'active' {
  return publishedVersion === null ? 'draft' : 'active';
}
