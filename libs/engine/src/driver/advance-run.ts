import type { Plan } from '@app/definition';
import { AppError } from '@app/errors';
import type { RunError } from '../core/state.js';
import type { Advanced, CallReport, LostActivity, RunOutcome } from '../workflows/shell.types.js';
import { Agenda } from './agenda.js';
import type { InboxFlag, RunContext } from './context.js';
import { attemptKey, Effects } from './effects.js';
import { Ledger } from './ledger.js';
import { foldState } from './open-run.js';
import { isOutage, OUTAGE_PAUSE_MS } from './outage.js';
import type { DriverPorts } from './ports.js';
import { recall } from './recall.js';
import { RunMemory } from './run-memory.js';
import { RunSession } from './session.js';
import { EpochLostError, UnstorableError } from './store.js';
import { Wakeup } from './wakeup.js';
import { Writes } from './writes.js';

const ENDED: Advanced = { ended: true, again: false, wakeAt: null, activities: [] };
const TAKEN_OVER: Advanced = { ended: false, again: true, wakeAt: null, activities: [], takenOver: true };
/**
 * Takes a run as far as it can go now, and says what it then waits for. At most one driver
 * changes a run: taking it over makes what an earlier one still writes void.
 *
 * A result that is known survives a store that cannot be reached for a while, and a write that
 * is refused: the run is read again, and what it does not know yet is worked in once more.
 *
 * @param lost activities that ended without leaving their result in the inbox
 * @param calls what the shell knows of foreign activities and workflows
 * @param signal asks to leave as soon as no effect is under way
 * @throws AppError RUN_BROKEN when what is stored cannot be read; DATABASE_UNAVAILABLE after a long outage
 */
export async function advanceRun(
  ports: DriverPorts,
  runId: string,
  lost: readonly LostActivity[],
  signal: AbortSignal,
  calls?: CallReport,
): Promise<Advanced> {
  const wakeup = new Wakeup();
  const wake = () => wakeup.wake();
  const inbox: InboxFlag = { dirty: false };
  const effects = new Effects(ports.clock, wake);
  const refused = new Map<string, RunError>();
  const unwatch = ports.inbox.watch(runId, () => {
    inbox.dirty = true;
    wake();
  });
  signal.addEventListener('abort', wake);
  const outage: Outage = { since: null };
  try {
    for (;;) {
      try {
        return await takeOver({ ports, runId, lost, signal, calls, wakeup, inbox, effects, refused, outage });
      } catch (error) {
        if (error instanceof EpochLostError) return TAKEN_OVER;
        if (error instanceof UnstorableError) refuse(refused, error);
        else if (!isOutage(error) || signal.aborted || isTooLong(outage, ports)) throw error;
        else await ports.clock.sleep(OUTAGE_PAUSE_MS, signal);
      }
    }
  } finally {
    signal.removeEventListener('abort', wake);
    unwatch();
    effects.dropAll();
  }
}

/** Since when nothing could be written; null: the last write was committed. */
interface Outage {
  since: number | null;
}

interface Takeover extends Pick<RunContext, 'ports' | 'lost' | 'signal' | 'calls' | 'wakeup' | 'inbox' | 'effects'> {
  readonly runId: string;
  readonly refused: ReadonlyMap<string, RunError>;
  readonly outage: Outage;
}

async function takeOver(parts: Takeover): Promise<Advanced> {
  const { ports, effects, wakeup } = parts;
  const run = await ports.store.take(parts.runId);
  if (run === null) return ended(await ports.store.outcome(parts.runId));
  const plan: Plan = await ports.plans.plan(run.flowVersionId);
  let last = run.events.at(-1)?.at ?? run.startedAt ?? 0;
  const now = () => (last = Math.max(last, ports.clock.now()));
  const startedAt = run.startedAt ?? now();
  const state = foldState(plan, run);
  const memory = new RunMemory(plan, run, ports.env, startedAt);
  await recall(plan, state, ports.store, run, memory);
  const ledger = new Ledger({ plan, state, memory, seq: run.seq, refused: parts.refused });
  const agenda = new Agenda(plan, ledger);
  const writes = new Writes(
    ports.store,
    ledger,
    { runId: run.runId, epoch: run.epoch, startedAt },
    (steps) => {
      parts.outage.since = null;
      for (const { path, attempt, status } of steps) if (status !== 'running') effects.drop(path, attempt);
    },
    () => wakeup.wake(),
  );
  return new RunSession({ ...parts, run, plan, ledger, agenda, writes, now }).advance(startedAt);
}

/** The run has ended before: by this driver, whose answer got lost, or by another. The workflow closes alike. */
function ended(outcome: RunOutcome | null): Advanced {
  return outcome === null ? ENDED : { ...ENDED, outcome };
}

function refuse(refused: Map<string, RunError>, error: UnstorableError): void {
  const key = attemptKey(error.path, error.attempt);
  if (refused.has(key)) throw new AppError('RUN_BROKEN', error.message, { cause: error });
  refused.set(key, { code: 'OUTPUT_NOT_STORABLE', message: error.message, retryable: false });
}

function isTooLong(outage: Outage, { clock, limits }: DriverPorts): boolean {
  outage.since ??= clock.now();
  return clock.now() - outage.since >= limits.outageMs;
}
