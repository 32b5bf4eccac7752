import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import type { Json } from '@app/definition';
import type { RunDetail, RunWaitView, StepPage } from '@app/runs';
import { stepCursor } from '../run-cursors.js';
import { ANY_JSON } from './any-json.schema.js';
import { RunStepResponse, toRunStepResponse } from './run-step.response.dto.js';
import { RunWaitResponse, toRunWaitResponse } from './run-wait.response.dto.js';
import { RunResponse, toRunResponse } from './run.response.dto.js';

/** A run with all that it is made of. */
@ApiSchema({ name: 'RunDetail', description: 'A run with its input, output and steps, and what it waits for.' })
export class RunDetailResponse extends RunResponse {
  @ApiProperty({ ...ANY_JSON })
  input: Json;

  @ApiProperty({
    type: 'integer',
    minimum: 0,
    maximum: 1000,
    description: 'Runs that it has started; counted up to 1,000. `GET /runs?parent_run_id=ID` lists them.',
  })
  children: number;

  @ApiProperty({
    type: [RunWaitResponse],
    description: 'The events, people and foreign code that it waits for, 100 at most; none once it has ended.',
  })
  waiting_for: RunWaitResponse[];

  @ApiProperty({ type: [RunStepResponse], description: 'In the order in which they began.' })
  steps: RunStepResponse[];

  @ApiProperty({
    type: 'string',
    nullable: true,
    description: 'Where there are more steps than are here: the `cursor` of `GET /runs/{id}/steps` that goes on.',
  })
  next_steps: string | null;
}

/** What clients see of a run. */
export function toRunDetailResponse(run: RunDetail, page: StepPage, waits: readonly RunWaitView[]): RunDetailResponse {
  return Object.assign(toRunResponse(run), {
    input: run.input,
    children: run.children,
    waiting_for: waits.map(toRunWaitResponse),
    steps: page.steps.map(toRunStepResponse),
    next_steps: stepCursor(page),
  });
}
