import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { RunWaker } from '@app/temporal';

/** Workflows that are woken at a time. */
const SIDE_BY_SIDE = 16;

/**
 * Wakes the workflows of runs that have messages, a few at a time. However many messages a run gets
 * meanwhile, it is woken once more: whoever is woken reads all of them.
 */
@Injectable()
export class RunWakes implements OnApplicationShutdown {
  private readonly asked = new Set<string>();
  private readonly underWay = new Set<string>();

  constructor(private readonly waker: RunWaker) {}

  /** Returns at once. What is lost on the way costs time, never the message. */
  wake(runIds: readonly string[]): void {
    for (const runId of runIds) this.asked.add(runId);
    this.goOn();
  }

  /** Forgets whom it has not woken: the workers look for messages that nobody was woken for. */
  onApplicationShutdown(): void {
    this.asked.clear();
  }

  private goOn(): void {
    for (const runId of this.asked) {
      if (this.underWay.size >= SIDE_BY_SIDE) return;
      if (this.underWay.has(runId)) continue;
      this.asked.delete(runId);
      this.underWay.add(runId);
      void this.waker.wake(runId).then(() => {
        this.underWay.delete(runId);
        this.goOn();
      });
    }
  }
}
