import type { CheckedDefinition } from './definition-check.js';

/** What is said of a version, and by whom. */
export interface VersionNote {
  readonly message?: string | undefined;
  /** The name of whoever saves it: there are no logins yet. */
  readonly by?: string | undefined;
}

/** What a save says of a flow. The `message` is about the version that is written, or the draft where none is. */
export interface FlowContent extends VersionNote {
  readonly name: string;
  /** Missing: made from the name, or left as it is. */
  readonly slug?: string | undefined;
  readonly description?: string | null | undefined;
  /** Whether a version is published only when all tests pass with it. Missing: not, or as it is. */
  readonly publishRequiresTests?: boolean | undefined;
  readonly definition: CheckedDefinition;
}

/** What a change says of a flow; what is missing stays. */
export interface FlowChanges extends Partial<FlowContent> {
  /** `archived`, or back to the one of `draft` and `active` that it is by its publication. */
  readonly status?: 'draft' | 'active' | 'archived' | undefined;
}

/** The versions that the caller is content with; null: any. */
export type ExpectedVersions = readonly number[] | null;
