import type { FlowHead } from './flow-head.repository.js';
import type { RunTerms } from './run-terms.js';

/** A run that is to be inserted. */
export interface Admission {
  readonly head: FlowHead;
  /** Whether the version was named by the caller, and so need not be the one that the flow names. */
  readonly named: boolean;
  /** JSON text. */
  readonly input: string;
  readonly trigger: string;
  readonly by: string | null;
  readonly terms: RunTerms;
}

/** What PostgreSQL gave the run. */
export interface Admitted {
  readonly id: string;
  /** The flow's name. */
  readonly name: string;
  /** Milliseconds since the epoch. */
  readonly created_at: number;
}

/** What becomes of each admission of a group; null: its head is out of date, and nothing was inserted. */
export type AdmissionResult = Admitted | null | Error;

/** How admissions are put together, whoever inserts them. */
export const GROUPS = {
  maxItems: 250,
  maxWeight: 4 * 1024 * 1024,
  maxInFlight: 2,
  weight: ({ input }: Admission): number => input.length,
};
