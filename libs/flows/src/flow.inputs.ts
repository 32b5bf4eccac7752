/** What a save says of a flow. */
export interface FlowContent {
  readonly name: string;
  /** Missing: made from the name, or left as it is. */
  readonly slug?: string | undefined;
  readonly description?: string | null | undefined;
  /** Of any shape; it is checked. */
  readonly definition: unknown;
  /** What the author says of the version. */
  readonly message?: string | undefined;
}

/** What can be changed without a new version; what is missing stays. */
export interface FlowChanges {
  readonly name?: string | undefined;
  readonly slug?: string | undefined;
  readonly description?: string | null | undefined;
  /** `archived`, or back to the one of `draft` and `active` that it is by its publication. */
  readonly status?: 'draft' | 'active' | 'archived' | undefined;
}

/** The versions that the caller is content with; null: any. */
export type ExpectedVersions = readonly number[] | null;
