import type { KnownEdge } from '../validation/check-edges.js';
import type { KnownNode } from '../validation/check-nodes.js';

/** The root, or the inside of a container, as ways are worked out through it. */
export interface Scope {
  /** The container; null for the root. */
  readonly container: KnownNode | null;
  /** Its nodes but for compensators, in an order in which every edge leads forward. */
  readonly nodes: readonly KnownNode[];
  readonly compensators: readonly KnownNode[];
  /** Whether it ends with the first leaf that ends well. */
  readonly race: boolean;
  /** Whether it may run when what is around it has been cancelled already: a container around it undoes, or may be shielded. */
  readonly apart: boolean;
  /** Nodes of which it matters whether they have ended at the moment that is looked at. */
  readonly held: ReadonlySet<KnownNode>;
  /** Nodes of which it matters whether they have ended at a moment after it began to close. */
  readonly heldAfter: ReadonlySet<KnownNode>;
  /** Nodes that a `finally` edge leads to, and all behind them. */
  readonly shieldable: ReadonlySet<KnownNode>;
  incoming(node: KnownNode): readonly KnownEdge[];
  outgoing(node: KnownNode): readonly KnownEdge[];
  /** The node that a compensator undoes; undefined for any other node. */
  undoneBy(compensator: KnownNode): KnownNode | undefined;
  /** Whether another node undoes it. */
  isUndone(node: KnownNode): boolean;
  /** Whether edges lead from one to the other. */
  leads(from: KnownNode, to: KnownNode): boolean;
}
