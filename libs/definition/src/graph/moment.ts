import type { KnownNode } from '../validation/check-nodes.js';
import type { Closer } from './closers.js';
import type { Formula } from './decisions.js';

/** A kind of moments at which a node is executed. */
export interface Moment {
  /** When it comes to that. */
  readonly holds: Formula;
  /** Before its scope begins to close; while that closes; or last of all, to undo. */
  readonly when: 'before' | 'closing' | 'undoing';
  /** One of these must also hold: what is under way, so that the scope can close at all. Missing: nothing must. */
  readonly by?: () => Iterable<Opening>;
}

/** What makes a scope close. */
export type Opening = Pick<Closer, 'holds'> & Partial<Closer>;

/** A moment that was found. */
export interface Found {
  readonly moment: Moment;
  readonly by: Opening;
  /** When it comes to that, and to what was asked for. */
  readonly holds: Formula;
}

/** What is asked of the moments of a node. */
export interface Terms {
  /** Whether it is enough that its `when` is looked at. */
  readonly beforeWhen?: boolean;
  /** Whether its scope can be cancelled; where it is missing, that is worked out. */
  readonly cancelled?: boolean;
  /** Whether the node is a container that must be cancelled while it runs. */
  readonly stopped?: boolean;
  /** Nodes that are tried first as what is under way when the scope closes. */
  readonly first?: readonly KnownNode[];
}
