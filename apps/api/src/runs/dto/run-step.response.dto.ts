import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import type { Json } from '@app/definition';
import { type RunStepView, STEP_STATUSES, type StepStatus } from '@app/runs';
import { ANY_JSON } from './any-json.schema.js';
import { RunErrorResponse, toRunErrorResponse } from './run-error.response.dto.js';

const TIME = { type: 'string', format: 'date-time', nullable: true } as const;

/** One attempt of a node. */
@ApiSchema({ name: 'RunStep', description: 'One attempt of a node, map item or loop turn.' })
export class RunStepResponse {
  @ApiProperty({ description: 'Where in the flow: the id of the node, below those of its containers.' })
  path: string;

  @ApiProperty({ type: 'integer', minimum: 1 })
  attempt: number;

  @ApiProperty()
  node_id: string;

  @ApiProperty({ description: 'The type of the node.' })
  type: string;

  @ApiProperty({ enum: STEP_STATUSES, enumName: 'StepStatus' })
  status: StepStatus;

  @ApiProperty({ ...ANY_JSON, description: 'What it was given, with secrets as `***`.' })
  input: Json;

  @ApiProperty({ ...ANY_JSON })
  output: Json;

  @ApiProperty({ description: 'Whether input or output is left out here because it is longer than 256 KiB.' })
  truncated: boolean;

  @ApiProperty({ type: () => RunErrorResponse, nullable: true })
  error: RunErrorResponse | null;

  @ApiProperty(TIME)
  started_at: Date | null;

  @ApiProperty(TIME)
  finished_at: Date | null;
}

/** What clients see of a step. */
export function toRunStepResponse(step: RunStepView): RunStepResponse {
  return {
    path: step.path,
    attempt: step.attempt,
    node_id: step.nodeId,
    type: step.type,
    status: step.status,
    input: step.input,
    output: step.output,
    truncated: step.truncated,
    error: toRunErrorResponse(step.error),
    started_at: step.startedAt,
    finished_at: step.finishedAt,
  };
}
