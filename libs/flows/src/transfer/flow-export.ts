import type { Requirements } from '@app/definition';
import type { FlowVersion } from '../flow-version.entity.js';
import type { Flow } from '../flow.entity.js';
import type { FlowTestContent } from '../test-cases/flow-test-content.js';

/** A flow without its draft. */
export type FlowHead = Pick<
  Flow,
  'id' | 'name' | 'slug' | 'description' | 'version' | 'publishedVersion' | 'publishRequiresTests'
>;

/** A flow as it is exported. */
export interface ExportedFlow {
  readonly flow: FlowHead;
  /** The version of the flow that was asked for; of a sub-flow the published one, its draft where nothing is published. */
  readonly head: FlowVersion;
  /** The other versions that are named by their numbers, lowest first. */
  readonly pinned: readonly FlowVersion[];
  /** By name. */
  readonly tests: readonly FlowTestContent[];
}

/** A flow with everything that it needs. */
export interface FlowExport {
  readonly flow: ExportedFlow;
  /** The flows that it names, and those that they name, each once, in the order in which they are met. */
  readonly subflows: readonly ExportedFlow[];
  readonly requirements: Requirements;
  /** Flows that are named and are not among these, as they are named; `flow@version` for a version that is not there. */
  readonly missing: readonly string[];
}
