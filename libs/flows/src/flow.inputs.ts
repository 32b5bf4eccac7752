import type { CheckedDefinition } from './definition-check.js';

/** What a save says of a flow. */
export interface FlowContent {
  readonly name: string;
  /** Missing: made from the name, or left as it is. */
  readonly slug?: string | undefined;
  readonly description?: string | null | undefined;
  readonly definition: CheckedDefinition;
  /** What the author says of the version that is written, or of the draft where none is. */
  readonly message?: string | undefined;
}

/** What a change says of a flow; what is missing stays. */
export interface FlowChanges extends Partial<FlowContent> {
  /** `archived`, or back to the one of `draft` and `active` that it is by its publication. */
  readonly status?: 'draft' | 'active' | 'archived' | undefined;
}

/** The versions that the caller is content with; null: any. */
export type ExpectedVersions = readonly number[] | null;
