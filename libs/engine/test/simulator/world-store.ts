import type { Json } from '@app/definition';
import type { OutsideWrite } from '../../src/driver/outside.js';
import type { InboxMessage, NodeCallStore, RunEvent, RunStore } from '../../src/driver/store.js';
import type { StoredRun } from './stored-run.js';

/** Makes a call of a process that leaves the process: what befalls it happens just before or after. */
export type Call = <T>(work: () => Promise<T>) => Promise<T>;

/** Where the one run of a world is kept: it outlives every process, and is what the oracle judges by. */
export interface WorldStore {
  /** What is kept of the run. A store outside of this process has it as it was at the last `refresh`. */
  readonly run: StoredRun;
  /** What broke the contract of the store. */
  readonly breaches: string[];
  /** Told of the events that were committed, each once and in order; at the latest by `refresh`. */
  onCommit: (events: readonly RunEvent[]) => void;
  /** Told of what is done beside the run's own rows, once it is committed. */
  onOutside: (writes: readonly OutsideWrite[]) => void;
  /** Turns of the event loop that may pass within one of its calls without anything being under way. */
  readonly turns: number;
  /** The store as one process has it. */
  connect(call: Call): RunStore & NodeCallStore;
  /** Leaves a message for the run; one with an id that is there already is not left again. */
  leave(message: Omit<InboxMessage, 'id'>, id?: string): Promise<void>;
  /** Sends an event to the run. */
  send(name: string, payload: Json): Promise<void>;
  /** Brings `run` up to date. */
  refresh(): Promise<void>;
  /** All that is stored of the run now, as it is stored. */
  everything(): Promise<unknown>;
}

/** A store of which each method is one call. */
export function calling(store: RunStore & NodeCallStore, call: Call): RunStore & NodeCallStore {
  return {
    take: (id) => call(() => store.take(id)),
    outcome: (id) => call(() => store.outcome(id)),
    write: (write) => call(() => store.write(write)),
    readEvents: (id, names, after) => call(() => store.readEvents(id, names, after)),
    readInbox: (id) => call(() => store.readInbox(id)),
    results: (id, paths, whole) => call(() => store.results(id, paths, whole)),
    begin: (id, path, attempt) => call(() => store.begin(id, path, attempt)),
    leaveResult: (id, result) => call(() => store.leaveResult(id, result)),
  };
}
