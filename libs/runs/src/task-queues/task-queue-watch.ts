import { Logger, type OnModuleDestroy } from '@nestjs/common';
import type { TemporalClient } from '@app/temporal';
import { errorMessage } from '../dispatch/error-message.js';
import { Repeater } from '../dispatch/repeater.js';
import type { QueueKey, TaskQueuesRepository } from './task-queues.repository.js';

const INTERVAL_MS = 5_000;
const BATCH = 100;
const FORGET_EVERY = 1_000;

/** As in Temporal's API: enums.v1.TaskQueueType. */
const TYPES = { workflow: 1, activity: 2 } as const;

/** Asks Temporal who polls the task queues that runs call, so that a queue that nobody polls shows. */
export class TaskQueueWatch implements OnModuleDestroy {
  private readonly logger = new Logger(TaskQueueWatch.name);
  private readonly repeater: Repeater;
  private looks = 0;

  constructor(
    private readonly queues: TaskQueuesRepository,
    private readonly temporal: TemporalClient,
    private readonly namespace: string,
  ) {
    this.repeater = new Repeater(() => this.look(), INTERVAL_MS * Math.random());
  }

  /** Resolves when the look under way has ended. */
  async onModuleDestroy(): Promise<void> {
    await this.repeater.stop();
  }

  private async look(): Promise<number> {
    try {
      for (const queue of await this.queues.claim(BATCH, INTERVAL_MS)) await this.describe(queue);
      if ((this.looks += 1) % FORGET_EVERY === 0) await this.queues.forget();
      return INTERVAL_MS;
    } catch (error) {
      this.logger.warn({ reason: errorMessage(error) }, 'it could not be seen who polls the task queues');
      return 2 * INTERVAL_MS;
    }
  }

  private async describe(queue: QueueKey): Promise<void> {
    const { pollers } = await this.temporal.call((client) =>
      client.workflowService.describeTaskQueue({
        namespace: this.namespace,
        taskQueue: { name: queue.name },
        taskQueueType: TYPES[queue.kind],
      }),
    );
    const times = (pollers ?? []).map(({ lastAccessTime }) => Number(lastAccessTime?.seconds ?? 0) * 1_000);
    await this.queues.seen(queue, times.length === 0 ? null : new Date(Math.max(...times)));
  }
}
