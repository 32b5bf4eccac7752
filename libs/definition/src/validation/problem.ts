import type { ProblemCode } from './problems.js';

/** `error`: the definition cannot be published or run. `warning`: it can, but probably not as meant. */
export type Severity = 'error' | 'warning';

/** One choice of a run: the handle that a node chose, or `skipped`, or `fails`. */
export interface Choice {
  readonly node: string;
  readonly outcome: string;
}

/** Something that is wrong with a definition, and where. */
export interface Problem {
  readonly code: ProblemCode;
  readonly severity: Severity;
  readonly message: string;
  /** The node's id, where it is about one. */
  readonly node?: string;
  /** The edge's id, where it is about one. */
  readonly edge?: string;
  /** The place in the definition, as in `nodes[3].data.url`; '' is the whole. */
  readonly path: string;
  /** Where it depends on the way taken: the choices that lead to it. */
  readonly counter_example?: readonly Choice[];
}
