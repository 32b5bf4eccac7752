import type { Json, JsonObject } from '@app/definition';
import type { NewSlice, SliceContext } from './slice.js';

/** What people are asked by an `approval` node; every field with its expressions put in. */
export interface ApprovalTask {
  readonly title: string;
  readonly description: string | null;
  readonly assignees: { readonly users: readonly string[]; readonly roles: readonly string[] };
  /** How many have to approve; one who rejects is enough to reject. */
  readonly quorum: number;
  /** JSON Schema of what those who decide fill in; null: nothing. */
  readonly formSchema: JsonObject | null;
  /** Whether the one who started the run may decide. */
  readonly allowSelf: boolean;
}

/** Another run that a run starts. */
export interface NewChild {
  readonly runId: string;
  readonly flowVersionId: string;
  readonly input: Json;
  /** What the settings of its flow come to, for whoever stores the run. */
  readonly terms: JsonObject;
  /** Whether the parent hears of its end, and its cancel reaches the child. */
  readonly wait: boolean;
}

/** What a write of a run does beside the run's own rows, in the same transaction. */
export type OutsideWrite = { readonly path: string; readonly attempt: number } & (
  | { readonly type: 'wait.open'; readonly event: string }
  | { readonly type: 'wait.close' }
  /** `deadline`: milliseconds since the epoch; null: none. */
  | {
      readonly type: 'approval.open';
      readonly task: ApprovalTask;
      readonly deadline: number | null;
      /** What is filled in is stored encrypted. */
      readonly mask?: true;
    }
  | { readonly type: 'approval.close'; readonly status: 'timed_out' | 'cancelled' }
  | { readonly type: 'child.start'; readonly child: NewChild }
  /** Its children, or its slices, are asked to stop. */
  | { readonly type: 'child.cancel' }
  | { readonly type: 'slice.start'; readonly slice: NewSlice; readonly context: SliceContext }
);

/** Events that are read at a time. */
export const EVENTS_PAGE = 250;

/** An event that was sent to the run, or to all that wait for its name. */
export interface EventMessage {
  /** Counts up within the run, in the order in which events came. */
  readonly n: number;
  /** Of its row in the inbox. */
  readonly id: string;
  readonly name: string;
  readonly payload: Json;
  /** The sender's own id of it, by which a second one is known; null: none. */
  readonly eventId: string | null;
  /** Sent to all that wait: nobody keeps it who does not. */
  readonly broadcast: boolean;
}

/** How a child ended: the data of an inbox message `child.ended`. */
export interface ChildEnded {
  readonly path: string;
  readonly attempt: number;
  readonly run_id: string;
  readonly status: 'success' | 'failed' | 'cancelled' | 'terminated';
  readonly output: Json;
  /** Whether the output was stored encrypted. */
  readonly masked?: boolean;
  readonly error: { readonly code: string; readonly message: string; readonly details?: unknown } | null;
}

/** What was decided: the data of an inbox message `approval.decided`. It becomes the node's output. */
export interface ApprovalDecided {
  readonly path: string;
  readonly attempt: number;
  readonly decision: 'approved' | 'rejected';
  readonly votes: readonly JsonObject[];
  /** What was filled in by the one whose vote decided; null: nothing. */
  readonly form: Json;
}
