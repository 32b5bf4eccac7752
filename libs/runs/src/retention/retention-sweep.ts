import { Logger, type OnModuleDestroy } from '@nestjs/common';
import { errorMessage } from '../dispatch/error-message.js';
import { Repeater } from '../dispatch/repeater.js';
import type { ExpiredRunsRepository } from './expired-runs.repository.js';

/** What a sweep works with. */
export interface RetentionSweepParts {
  readonly runs: Pick<ExpiredRunsRepository, 'deleteSome'>;
  /** Milliseconds for which runs are kept whose flow does not say; null: for ever. */
  readonly usualMs: number | null;
  /** Pause between two looks that find nothing. */
  readonly intervalMs: number;
}

/** Deletes ended runs whose time is over, some at a time. */
export class RetentionSweep implements OnModuleDestroy {
  private readonly logger = new Logger(RetentionSweep.name);
  private readonly repeater: Repeater;

  constructor(private readonly parts: RetentionSweepParts) {
    // Workers that start together do not look together.
    this.repeater = new Repeater(() => this.sweep(), parts.intervalMs * Math.random());
  }

  /** Resolves when the look under way has ended. */
  async onModuleDestroy(): Promise<void> {
    await this.repeater.stop();
  }

  private async sweep(): Promise<number> {
    const { runs, usualMs, intervalMs } = this.parts;
    try {
      return (await runs.deleteSome(usualMs)) ? 0 : intervalMs;
    } catch (error) {
      this.logger.warn({ reason: errorMessage(error) }, 'runs that are kept no longer could not be deleted');
      return intervalMs;
    }
  }
}
