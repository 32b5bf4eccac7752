import type { Json, JsonObject } from '@app/definition';
import type { SliceRange } from '../core/event.js';

/** What a slice is given of its map, as it was when the map opened. As JSON it is the slice's input. */
export interface SliceContext extends SliceRange {
  /** Its items. */
  readonly items: readonly Json[];
  /** The variables that are seen around the map. */
  readonly vars: JsonObject;
  /** What the instances around the map add to the names that expressions read. */
  readonly names: JsonObject;
  /** Paths of the nodes that have ended and may be read from inside. */
  readonly reads: readonly string[];
}

/** What a run is that carries out a slice of another run's map. */
export interface SliceFacts extends SliceContext {
  /** The run whose map it is: its steps are kept there. */
  readonly of: string;
  /** When that run started, milliseconds since the epoch. */
  readonly startedAt: number;
}

/** A slice that a run begins. */
export interface NewSlice {
  readonly runId: string;
  /** Counted from 0. */
  readonly index: number;
  /** How many slices of the map may run at a time. */
  readonly atOnce: number;
  /** The ordinal of the map's step: those of its slices are listed behind it. */
  readonly ordinal: number;
}

/** How a slice ended: the data of an inbox message `child.ended`. */
export interface SliceEnded {
  readonly path: string;
  /** Which one. */
  readonly slice: number;
  readonly run_id: string;
  readonly status: 'success' | 'failed' | 'cancelled' | 'terminated';
  readonly error: { readonly code: string; readonly message: string; readonly details?: unknown } | null;
  /** Paths of the undos that are missing in it. */
  readonly undo_missing: readonly string[] | null;
}
