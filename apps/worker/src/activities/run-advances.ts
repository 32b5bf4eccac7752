import { Injectable } from '@nestjs/common';
import { advanceRun, type Advanced, type LostActivity } from '@app/engine';
import { RunSlots } from '@app/runs';
import { Leaving } from '../leaving.js';
import { linkSignals } from './linked-signal.js';
import { RunPorts } from './run-ports.js';

/** A first advance that no workflow has asked for is forgotten after this; the workflow then has its own. */
const KEPT_MS = 10_000;

/**
 * Advances of runs in this process. The first of a run that was started here begins as soon as
 * Temporal has confirmed the start, not when the new workflow comes to ask for it: that takes
 * some milliseconds, in which short runs are over.
 */
@Injectable()
export class RunAdvances {
  private readonly begun = new Map<string, Promise<Advanced>>();

  constructor(
    private readonly ports: RunPorts,
    private readonly slots: RunSlots,
    private readonly leaving: Leaving,
  ) {}

  /** Begins the first advance of a run, unless its workflow has already asked for it. */
  begin(runId: string): void {
    if (this.leaving.signal.aborted || !this.slots.keeps(runId)) return;
    const advance = this.drive(runId, [], this.leaving.signal);
    this.begun.set(runId, advance);
    const forget = (): boolean => this.begun.get(runId) === advance && this.begun.delete(runId);
    // Whether it went well or not is for the workflow to hear.
    void Promise.allSettled([advance]).then(() => setTimeout(forget, KEPT_MS).unref());
  }

  /** An advance that the workflow asks for: the one that was begun for it, or a new one. */
  async advance(runId: string, lost: readonly LostActivity[], cancelled: AbortSignal): Promise<Advanced> {
    const begun = this.begun.get(runId);
    this.begun.delete(runId);
    // With an activity lost, an advance elsewhere has begun it: this run is further than what was begun here.
    if (begun !== undefined && lost.length === 0) return begun;
    const stop = linkSignals(cancelled, this.leaving.signal);
    try {
      return await this.drive(runId, lost, stop.signal);
    } finally {
      stop.release();
    }
  }

  /** Resolves when no advance is under way that only `begin` has asked for. */
  async settled(): Promise<void> {
    await Promise.allSettled(this.begun.values());
  }

  private async drive(runId: string, lost: readonly LostActivity[], signal: AbortSignal): Promise<Advanced> {
    const leave = this.slots.enter(runId);
    try {
      const advanced = await advanceRun(this.ports.driver, runId, lost, signal);
      return !advanced.ended && this.leaving.signal.aborted ? { ...advanced, handOver: true } : advanced;
    } finally {
      leave();
    }
  }
}
