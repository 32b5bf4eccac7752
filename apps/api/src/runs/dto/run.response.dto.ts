import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import type { Json } from '@app/definition';
import type { RunDetail } from '@app/runs';
import { ANY_JSON } from './any-json.schema.js';
import { RunSummaryResponse, toRunSummaryResponse } from './run-summary.response.dto.js';

/** A run, and what it has given so far. */
export type StartedRun = Omit<RunDetail, 'input' | 'children'>;

/** A run and what it gave. */
@ApiSchema({ name: 'Run', description: 'A run, and what it gave.' })
export class RunResponse extends RunSummaryResponse {
  @ApiProperty({ ...ANY_JSON, description: 'null until the run has ended well.' })
  output: Json;
}

/** What starting and cancelling answer with. */
export function toRunResponse(run: StartedRun): RunResponse {
  return Object.assign(toRunSummaryResponse(run), { output: run.output });
}
