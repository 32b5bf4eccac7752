import { Injectable } from '@nestjs/common';
import { advanceRun, type Advanced, type LostActivity, type RunStore, type ShellCalls } from '@app/engine';
import { RunCalls, RunSlots } from '@app/runs';
import { Leaving } from '../leaving.js';
import { linkSignals } from './linked-signal.js';
import { onlyIf } from './only-if.js';
import { RunPorts } from './run-ports.js';

/** What the workflow tells with its call. */
export interface Told {
  /** Activities that ended without a result. */
  readonly lost: readonly LostActivity[];
  readonly calls?: ShellCalls | undefined;
}

/** A first advance that no workflow has asked for is forgotten after this; the workflow then has its own. */
const KEPT_MS = 10_000;

/**
 * Advances of runs in this process. The first one of a run that is started here begins while
 * Temporal starts its workflow, which takes some milliseconds, as does the new workflow's way to
 * its first call: in that time short runs are over. Nothing is written, and so nothing has an
 * effect, before Temporal has confirmed the start.
 */
@Injectable()
export class RunAdvances {
  private readonly begun = new Map<string, Promise<Advanced>>();

  constructor(
    private readonly ports: RunPorts,
    private readonly slots: RunSlots,
    private readonly leaving: Leaving,
    private readonly calls: RunCalls,
  ) {}

  /**
   * Begins the first advance of a run that was claimed here.
   * @param here whether Temporal has started its workflow with the first task in this process
   */
  begin(runId: string, here: Promise<boolean>): void {
    const advance = this.drive(runId, { lost: [] }, this.leaving.signal, onlyIf(here, this.ports.driver.store));
    this.begun.set(runId, advance);
    const forget = (): boolean => this.begun.get(runId) === advance && this.begun.delete(runId);
    // Whether it went well or not is for the workflow to hear.
    void Promise.allSettled([advance]).then(() => setTimeout(forget, KEPT_MS).unref());
    void here.then((started) => started || forget());
  }

  /** An advance that the workflow asks for: the one that was begun for it, where that has ended the run, or a new one. */
  async advance(runId: string, told: Told, cancelled: AbortSignal): Promise<Advanced> {
    const begun = this.begun.get(runId);
    this.begun.delete(runId);
    const leave = this.slots.enter(runId);
    const stop = linkSignals(cancelled, this.leaving.signal);
    try {
      // That a run has ended stays true. Anything else may be out of date: the run may have gone on elsewhere since.
      const first = await begun;
      if (first?.ended === true) return first;
      return await this.drive(runId, told, stop.signal, this.ports.driver.store);
    } finally {
      stop.release();
      leave();
    }
  }

  /** Resolves when no advance is under way that only `begin` has asked for. */
  async settled(): Promise<void> {
    await Promise.allSettled(this.begun.values());
  }

  private async drive(runId: string, told: Told, signal: AbortSignal, store: RunStore): Promise<Advanced> {
    const { driver } = this.ports;
    const report = this.calls.toReport(told.calls);
    const driven = await advanceRun({ ...driver, store }, runId, told.lost, signal, report);
    const advanced = await this.calls.follow(runId, driven, told.calls);
    return !advanced.ended && this.leaving.signal.aborted ? { ...advanced, handOver: true } : advanced;
  }
}
