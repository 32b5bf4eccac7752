import type { RunError } from '@app/engine';
import type { RunStatus } from '../run/run-status.js';

/** A run as lists show it: without its payloads. */
export interface RunSummary {
  readonly id: string;
  readonly flowId: string;
  /** The flow's name when the run was admitted. */
  readonly flowName: string;
  readonly flowVersion: number;
  readonly status: RunStatus;
  readonly trigger: string;
  readonly priority: number;
  readonly labels: Readonly<Record<string, string>>;
  /** What a limit of its flow counts it by; null: there is no limit. */
  readonly concurrencyKey: string | null;
  readonly parentRunId: string | null;
  /** The path of the parent's node that started it. */
  readonly parentPath: string | null;
  readonly temporalWorkflowId: string | null;
  readonly error: RunError | null;
  readonly createdAt: Date;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
  readonly updatedAt: Date;
}
