import { Logger, type OnModuleDestroy } from '@nestjs/common';
import type { RunInboxRepository } from '../store/run-inbox.repository.js';
import { errorMessage } from './error-message.js';
import { Repeater } from './repeater.js';
import type { RunSlots } from './run-slots.js';

const INTERVAL_MS = 2_000;
const UNHEARD_MS = 2_000;
const LIMIT = 500;
const LONGEST_PAUSE_MS = 60_000;

/** What a sweep works with. */
export interface InboxSweepParts {
  readonly inbox: Pick<RunInboxRepository, 'runsWaiting'>;
  readonly slots: Pick<RunSlots, 'has'>;
  readonly waker: { wake(runId: string): Promise<boolean> };
}

/** Wakes the runs whose messages lie untaken: the wake-up that came with a message may have been lost. */
export class InboxSweep implements OnModuleDestroy {
  private readonly logger = new Logger(InboxSweep.name);
  private readonly repeater: Repeater;
  /** Runs that were woken: again at `at`, each time after twice as long. */
  private woken = new Map<string, { at: number; pauseMs: number }>();

  constructor(private readonly parts: InboxSweepParts) {
    this.repeater = new Repeater(() => this.sweep(), INTERVAL_MS);
  }

  /** Resolves when the sweep under way has ended. */
  async onModuleDestroy(): Promise<void> {
    await this.repeater.stop();
  }

  private async sweep(): Promise<number> {
    try {
      const unheard = await this.parts.inbox.runsWaiting(UNHEARD_MS, LIMIT);
      const before = this.woken;
      this.woken = new Map();
      for (const runId of unheard) await this.wake(runId, before.get(runId));
      return INTERVAL_MS;
    } catch (error) {
      this.logger.warn({ reason: errorMessage(error) }, 'inboxes could not be looked at');
      return 2 * INTERVAL_MS;
    }
  }

  private async wake(runId: string, last = { at: 0, pauseMs: INTERVAL_MS / 2 }): Promise<void> {
    this.woken.set(runId, last);
    if (last.at > Date.now() || this.parts.slots.has(runId)) return;
    const pauseMs = Math.min(last.pauseMs * 2, LONGEST_PAUSE_MS);
    this.woken.set(runId, { at: Date.now() + pauseMs, pauseMs });
    await this.parts.waker.wake(runId);
  }
}
