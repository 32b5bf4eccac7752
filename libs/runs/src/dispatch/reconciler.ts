import { Logger, type OnModuleDestroy } from '@nestjs/common';
import { errorMessage } from './error-message.js';
import type { OpenRun, OpenRunsRepository } from './open-runs.repository.js';
import { Repeater } from './repeater.js';
import type { RunSlots } from './run-slots.js';
import type { RunWorkflows } from './run-workflows.js';
import { fateOf } from './workflow-fate.js';

/** Runs compared at one look: with the pause between looks, the rate at which Temporal is asked. */
const BATCH = 200;
const AT_ONCE = 8;
const TROUBLE_PAUSE_MS = 2_000;

/** What a reconciler works with. */
export interface ReconcilerParts {
  readonly runs: Pick<OpenRunsRepository, 'openRunsToCheck' | 'find'>;
  readonly workflows: Pick<RunWorkflows, 'state' | 'startAgain'>;
  readonly slots: Pick<RunSlots, 'has'>;
  /** Pause between two looks; a run is compared again after as long. */
  readonly intervalMs: number;
  /** Ends a run that was ended in Temporal; changes nothing where it has ended. */
  end(runId: string, status: 'terminated' | 'cancelled'): Promise<void>;
}

/**
 * Compares the runs that are open in PostgreSQL with Temporal: a workflow that is gone is started
 * again. As soon as Temporal answers again after it did not, every run is compared: it may be
 * another Temporal.
 */
export class Reconciler implements OnModuleDestroy {
  private readonly logger = new Logger(Reconciler.name);
  private readonly repeater: Repeater;
  /** When Temporal last failed to answer and not all runs were compared since; milliseconds since the epoch. */
  private doubtSince: number | null = null;

  constructor(private readonly parts: ReconcilerParts) {
    // Workers that start together do not look together.
    this.repeater = new Repeater(() => this.look(), parts.intervalMs * Math.random());
  }

  /** Compares one run, now. Never rejects. */
  async check(runId: string): Promise<void> {
    try {
      const run = await this.parts.runs.find(runId);
      if (run !== null) await this.compare(run);
    } catch (error) {
      this.doubt(error);
    }
  }

  /** Resolves when the look under way has ended. */
  async onModuleDestroy(): Promise<void> {
    await this.repeater.stop();
  }

  private async look(): Promise<number> {
    try {
      const { intervalMs } = this.parts;
      const lookedAt = Date.now();
      const olderThanMs = this.doubtSince === null ? intervalMs : Math.min(intervalMs, lookedAt - this.doubtSince);
      const due = await this.parts.runs.openRunsToCheck(BATCH, olderThanMs);
      const startedAgain = await this.compareAll(due);
      if (due.length < BATCH) this.doubtSince = null;
      // One that is gone is seldom alone.
      return due.length === BATCH && (startedAgain > 0 || this.doubtSince !== null) ? 0 : intervalMs;
    } catch (error) {
      this.doubt(error);
      return Math.min(TROUBLE_PAUSE_MS, this.parts.intervalMs);
    }
  }

  private async compareAll(runs: readonly OpenRun[]): Promise<number> {
    const left = runs.filter(({ runId }) => !this.parts.slots.has(runId));
    let startedAgain = 0;
    const compareNext = async (): Promise<void> => {
      for (let run = left.pop(); run !== undefined; run = left.pop()) if (await this.compare(run)) startedAgain += 1;
    };
    await Promise.all(Array.from({ length: AT_ONCE }, compareNext));
    return startedAgain;
  }

  /** Whether the workflow had to be started again. */
  private async compare(run: OpenRun): Promise<boolean> {
    const state = await this.parts.workflows.state(run);
    const fate = fateOf(state);
    if (fate === 'goes on') return false;
    // Between the two questions the run may have ended, and its workflow with it; or it has left its batch.
    const now = await this.parts.runs.find(run.runId);
    if (now === null || now.batchId !== run.batchId) return false;
    this.logger.warn({ runId: run.runId, workflow: state }, `the run is open and its workflow is not: ${fate}`);
    if (fate === 'start again') await this.parts.workflows.startAgain(run);
    else await this.parts.end(run.runId, fate);
    return fate === 'start again';
  }

  private doubt(error: unknown): void {
    this.doubtSince = Date.now();
    this.logger.warn({ reason: errorMessage(error) }, 'open runs could not be compared with Temporal');
  }
}
