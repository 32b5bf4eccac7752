/** What a definition may be at most. */
export interface DefinitionLimits {
  readonly nodes: number;
  readonly edges: number;
  /** The whole, as characters of JSON, about. */
  readonly size: number;
  /** Expressions in all fields together. */
  readonly expressions: number;
  /** Levels of objects and lists. */
  readonly depth: number;
  /** Containers in each other. */
  readonly containers: number;
  /** Problems that are listed. */
  readonly problems: number;
}

/** The limits where none are given. */
export const DEFINITION_LIMITS: DefinitionLimits = {
  nodes: 10_000,
  edges: 50_000,
  size: 10 * 1024 * 1024,
  expressions: 50_000,
  depth: 100,
  containers: 20,
  problems: 1_000,
};
