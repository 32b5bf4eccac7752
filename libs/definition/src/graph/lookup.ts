import type { KnownNode } from '../validation/check-nodes.js';

/** A question to the ways through a flow: can the reader be executed while none of the nodes has left anything? */
export interface Lookup {
  readonly reader: KnownNode;
  /** Whether it reads to decide if it is executed. */
  readonly beforeWhen: boolean;
  /** The nodes that are read: in the scopes that the reader is in. */
  readonly read: readonly KnownNode[];
  /** What they leave: an output (which `on_error: "continue"` gives, too), or what only success does. */
  readonly of: 'output' | 'success';
}
