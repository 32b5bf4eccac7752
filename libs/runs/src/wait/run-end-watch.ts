import { Injectable } from '@nestjs/common';
import { KeyedNotifications, Notifications } from '@app/database';
import { hasEnded } from '../run/run-status.js';
import { RUN_ENDED } from '../run/run.constants.js';
import { RunStatusRepository } from '../read/run-status.repository.js';

/** Notifications can be lost with their connection; so late a run's end is then seen. */
const POLL_MS = 1_000;

/** Lets requests wait for the end of a run. */
@Injectable()
export class RunEndWatch {
  private readonly listening: KeyedNotifications;

  constructor(
    notifications: Notifications,
    private readonly statuses: RunStatusRepository,
  ) {
    this.listening = new KeyedNotifications(notifications, RUN_ENDED);
  }

  /**
   * Resolves when the run has ended, the time is over or one of the signals is aborted. The signals
   * are let go of then: one may live as long as the process.
   */
  async wait(runId: string, ms: number, signals: readonly AbortSignal[]): Promise<void> {
    const deadline = performance.now() + ms;
    const pulse = new Pulse();
    const wake = () => pulse.beat(false);
    const unwatch = this.listening.watch(runId, (heard) => pulse.beat(heard));
    for (const signal of signals) signal.addEventListener('abort', wake);
    try {
      while (!pulse.wasLast && !aborted(signals) && !(await this.hasEnded(runId))) {
        const left = deadline - performance.now();
        if (pulse.wasLast || left <= 0 || aborted(signals)) return;
        await pulse.next(Math.min(left, POLL_MS));
      }
    } finally {
      for (const signal of signals) signal.removeEventListener('abort', wake);
      unwatch();
    }
  }

  /** How many runs are waited for. */
  get size(): number {
    return this.listening.size;
  }

  private async hasEnded(runId: string): Promise<boolean> {
    const status = await this.statuses.status(runId);
    return status === null || hasEnded(status);
  }
}

const aborted = (signals: readonly AbortSignal[]): boolean => signals.some((signal) => signal.aborted);

/** A beat is not lost while nobody waits for it. */
class Pulse {
  /** Whether a beat said that nothing comes after it. */
  wasLast = false;
  private missed = false;
  private resolve: (() => void) | null = null;

  beat(last: boolean): void {
    this.wasLast ||= last;
    if (this.resolve === null) this.missed = true;
    else this.resolve();
  }

  async next(ms: number): Promise<void> {
    if (!this.missed) {
      const { promise, resolve } = Promise.withResolvers<void>();
      this.resolve = resolve;
      const timer = setTimeout(resolve, ms);
      await promise;
      clearTimeout(timer);
      this.resolve = null;
    }
    this.missed = false;
  }
}
