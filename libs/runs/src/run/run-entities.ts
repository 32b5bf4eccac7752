import { TaskQueue } from '../task-queues/task-queue.entity.js';
import { RunEventRow } from './run-event.entity.js';
import { RunInboxRow } from './run-inbox.entity.js';
import { RunLabel } from './run-label.entity.js';
import { RunStep } from './run-step.entity.js';
import { RunWait } from './run-wait.entity.js';
import { Run } from './run.entity.js';

/** The entities of this lib, for the data source. */
export const RUN_ENTITIES = [Run, RunStep, RunEventRow, RunInboxRow, RunLabel, RunWait, TaskQueue];
