import type { FlowVersion } from './flow-version.entity.js';
import type { Flow } from './flow.entity.js';
import type { FlowPublication } from './publication/flow-publication.entity.js';

/** What a version is made of, beside its flow. */
export type NewVersion = Pick<FlowVersion, 'version' | 'definition' | 'contentHash' | 'message' | 'createdBy'>;

/** What is to be written of a flow. */
export interface FlowChange {
  readonly fields?: Partial<
    Pick<Flow, 'name' | 'slug' | 'description' | 'status' | 'publishedVersion' | 'publishRequiresTests' | 'deletedAt'>
  >;
  /** The flow's new draft, and the version that it is kept as. */
  readonly version?: NewVersion;
  /** A new message for a version that is there. */
  readonly said?: Pick<FlowVersion, 'version' | 'message'>;
  /** A publication that is to be recorded. A version of which nothing was said takes its message. */
  readonly publication?: Pick<FlowPublication, 'version' | 'message' | 'publishedBy'>;
}
