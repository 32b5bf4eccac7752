import type { Sql } from '@app/database';
import { NO_KEYS, type Vault } from '@app/encryption';
import type { RunWrite, StepWrite } from '@app/engine';
import type { RunWaker } from '@app/temporal';
import { RunNudge } from '../src/children/run-nudge.js';
import { RunClaimsRepository } from '../src/dispatch/run-claims.repository.js';
import { RunPermitsRepository } from '../src/dispatch/run-permits.repository.js';
import { RunEndRepository } from '../src/end/run-end.repository.js';
import { PgNodeCallStore } from '../src/store/pg-node-call-store.js';
import { PgRunStore } from '../src/store/pg-run-store.js';
import { RunHistoryRepository } from '../src/store/run-history.repository.js';
import { RunInboxRepository } from '../src/store/run-inbox.repository.js';
import { RunTaker } from '../src/store/run-taker.js';
import { RunWriter } from '../src/store/run-writer.js';

/** What one process has of the store. */
export interface AStore {
  readonly inbox: RunInboxRepository;
  readonly store: PgRunStore;
  readonly calls: PgNodeCallStore;
  readonly claims: RunClaimsRepository;
  /** The runs whose workflows were told of a message. */
  readonly woken: string[];
}

/** The store of one process: two of them are two workers. */
export function aStore(sql: Sql, vault: Vault = NO_KEYS): AStore {
  const woken: string[] = [];
  const wake: RunWaker['wake'] = async (runId) => woken.push(runId) > 0;
  const nudge = new RunNudge(new RunEndRepository(sql), { wake } as RunWaker);
  const inbox = new RunInboxRepository(sql, vault);
  const history = new RunHistoryRepository(sql, vault);
  const taker = new RunTaker(sql);
  return {
    inbox,
    store: new PgRunStore(taker, history, inbox, new RunWriter(sql, vault), nudge),
    calls: new PgNodeCallStore(sql, history, inbox, vault),
    claims: new RunClaimsRepository(sql, taker, new RunPermitsRepository(sql)),
    woken,
  };
}

const AT = Date.UTC(2026, 0, 2, 3, 4, 5, 678);

/** A write of one event, number 2, in epoch 1. */
export function aWrite(runId: string, rest: Partial<RunWrite> = {}): RunWrite {
  return {
    runId,
    epoch: 1,
    events: [{ seq: 2, at: AT, type: 'run.started', path: null, data: null }],
    steps: [],
    log: [],
    taken: [],
    outside: [],
    ...rest,
  };
}

/** A step that ended well. */
export function aStep(path: string, rest: Partial<StepWrite> = {}): StepWrite {
  return {
    path,
    attempt: 1,
    nodeId: path,
    type: 'transform',
    status: 'success',
    output: null,
    ordinal: 2,
    finishedAt: AT,
    ...rest,
  };
}

/** The end of a run with this output. */
export function anEnd(output: NonNullable<RunWrite['run']>['output'] = null): NonNullable<RunWrite['run']> {
  return { status: 'success', startedAt: AT, finishedAt: AT + 1, output };
}
