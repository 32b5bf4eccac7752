import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { RUN_STATUSES, type RunStatus, type RunSummary } from '@app/runs';
import { RunErrorResponse, toRunErrorResponse } from './run-error.response.dto.js';

const UUID = { type: 'string', format: 'uuid' } as const;
const TIME = { type: 'string', format: 'date-time' } as const;

/** A run as lists show it. */
@ApiSchema({ name: 'RunSummary', description: 'A run, without its payloads.' })
export class RunSummaryResponse {
  @ApiProperty(UUID)
  id: string;

  @ApiProperty(UUID)
  flow_id: string;

  @ApiProperty({ description: "The flow's name when the run was admitted." })
  flow_name: string;

  @ApiProperty({ type: 'integer', minimum: 1, description: 'The version that the run is pinned to for life.' })
  flow_version: number;

  @ApiProperty({ enum: RUN_STATUSES, enumName: 'RunStatus' })
  status: RunStatus;

  @ApiProperty({ description: 'What started it: `api`, `subflow`, or `slice` of a large map.', example: 'api' })
  trigger: string;

  @ApiProperty({ type: 'integer', minimum: 1, maximum: 5, description: '1 high to 5 low.' })
  priority: number;

  @ApiProperty({ type: 'object', additionalProperties: { type: 'string' } })
  labels: Readonly<Record<string, string>>;

  @ApiProperty({
    type: 'string',
    nullable: true,
    description: 'What the limit of its flow counts it by; empty for one of all runs, null where there is no limit.',
  })
  concurrency_key: string | null;

  @ApiProperty({ ...UUID, nullable: true, description: 'The run that started it.' })
  parent_run_id: string | null;

  @ApiProperty({
    type: 'string',
    nullable: true,
    description: "The path of the node of that run that started it; its step's `input` has this run's id.",
    example: 'orders[3].charge',
  })
  parent_path: string | null;

  @ApiProperty({
    type: 'string',
    nullable: true,
    description: 'The workflow in Temporal that carries it; of an express run `null` until it was dispatched.',
  })
  temporal_workflow_id: string | null;

  @ApiProperty({ type: () => RunErrorResponse, nullable: true })
  error: RunErrorResponse | null;

  @ApiProperty(TIME)
  created_at: Date;

  @ApiProperty({ ...TIME, nullable: true })
  started_at: Date | null;

  @ApiProperty({ ...TIME, nullable: true, description: 'Set exactly when the run has ended.' })
  finished_at: Date | null;

  @ApiProperty(TIME)
  updated_at: Date;
}

/** What lists show of a run. */
export function toRunSummaryResponse(run: RunSummary): RunSummaryResponse {
  return {
    id: run.id,
    flow_id: run.flowId,
    flow_name: run.flowName,
    flow_version: run.flowVersion,
    status: run.status,
    trigger: run.trigger,
    priority: run.priority,
    labels: run.labels,
    concurrency_key: run.concurrencyKey,
    parent_run_id: run.parentRunId,
    parent_path: run.parentPath,
    temporal_workflow_id: run.temporalWorkflowId,
    error: toRunErrorResponse(run.error),
    created_at: run.createdAt,
    started_at: run.startedAt,
    finished_at: run.finishedAt,
    updated_at: run.updatedAt,
  };
}
