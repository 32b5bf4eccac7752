import { Injectable } from '@nestjs/common';
import type { NativeConnection, Worker } from '@temporalio/worker';
import { AppConfig } from '@app/config';
import { createRunWorker, InjectTemporalOptions, type TemporalOptions } from '@app/temporal';
import { RunActivities } from '../activities/run-activities.js';
import { workflowCode } from './workflow-code.js';

/** The part of the grace time after which long activities are cancelled: the rest is theirs to end in. */
const GRACE_SHARE = 0.7;

/** Makes this process's Temporal workers. */
@Injectable()
export class WorkerFactory {
  constructor(
    private readonly config: AppConfig,
    private readonly activities: RunActivities,
    @InjectTemporalOptions() readonly temporal: TemporalOptions,
  ) {}

  /** @throws when Temporal does not answer or does not know the namespace */
  create(connection: NativeConnection): Promise<Worker> {
    const { worker, temporal, shutdownGraceMs } = this.config;
    return createRunWorker(connection, temporal.namespace, {
      taskQueue: temporal.taskQueue,
      workflows: workflowCode(),
      activities: this.activities.byName,
      maxConcurrentRuns: worker.maxConcurrentRuns,
      maxConcurrentActivities: worker.maxConcurrentActivities,
      shutdownGraceMs: shutdownGraceMs * GRACE_SHARE,
    });
  }
}
