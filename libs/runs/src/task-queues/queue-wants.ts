import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import type { CallWait } from '@app/engine';
import { type QueueName, TaskQueuesRepository } from './task-queues.repository.js';

/** A queue that is called often is put down this often. */
const REMEMBERED_MS = 600_000;

/** Puts down which task queues runs call, so that somebody looks who polls them. */
@Injectable()
export class QueueWants {
  private readonly known = new LRUCache<string, true>({ max: 1_000, ttl: REMEMBERED_MS });

  constructor(private readonly queues: TaskQueuesRepository) {}

  /** The run calls these. */
  async called(runId: string, waits: readonly CallWait[]): Promise<void> {
    const fresh = waits.flatMap(({ call }): QueueName[] =>
      call === null ? [] : [{ kind: call.kind, name: call.task_queue }],
    );
    const unknown = fresh.filter((queue) => !this.known.has(keyOf(queue)));
    if (unknown.length === 0) return;
    await this.queues.want(runId, unknown);
    for (const queue of unknown) this.known.set(keyOf(queue), true);
  }

  /** The run still waits for what it has called. */
  async awaited(runId: string): Promise<void> {
    await this.queues.stillWant(runId);
  }
}

const keyOf = ({ kind, name }: QueueName): string => `${kind} ${name}`;
