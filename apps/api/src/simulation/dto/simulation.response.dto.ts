import type { Json } from '@app/definition';
import type { SimulationResult, StillWaiting } from '@app/simulation';
import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { ANY_JSON } from '../../runs/dto/any-json.schema.js';
import { RunErrorResponse, toRunErrorResponse } from '../../runs/dto/run-error.response.dto.js';
import { RunEventResponse, toRunEventResponse } from '../../runs/dto/run-event.response.dto.js';
import { RunStepResponse, toRunStepResponse } from '../../runs/dto/run-step.response.dto.js';

const STATUSES = ['success', 'failed', 'cancelled', 'waiting'] as const;

/** Something that a simulated run waits for and that nothing brings. */
@ApiSchema({ name: 'StillWaiting' })
export class StillWaitingResponse implements StillWaiting {
  @ApiProperty()
  path: string;

  @ApiProperty({ description: 'The id of the node.' })
  node: string;

  @ApiProperty({ description: 'The type of the node.' })
  type: string;
}

/** What a simulated run came to. */
@ApiSchema({ name: 'Simulation', description: 'What a run would have come to, had the outside done as the mocks say.' })
export class SimulationResponse {
  @ApiProperty({ enum: STATUSES, description: '`waiting`: nothing brings what it waits for.' })
  status: (typeof STATUSES)[number];

  @ApiProperty(ANY_JSON)
  output: Json;

  @ApiProperty({ type: () => RunErrorResponse, nullable: true })
  error: RunErrorResponse | null;

  @ApiProperty({ type: 'integer', minimum: 0, description: 'Virtual milliseconds from start to end.' })
  duration_ms: number;

  @ApiProperty({ type: [StillWaitingResponse] })
  waiting_for: readonly StillWaitingResponse[];

  @ApiProperty({ type: [String], description: 'Nodes that work outside and had no mock: they gave null.' })
  unmocked: readonly string[];

  @ApiProperty({ type: [RunStepResponse] })
  steps: RunStepResponse[];

  @ApiProperty({ type: [RunEventResponse] })
  events: RunEventResponse[];
}

/** What clients see of a simulation. */
export function toSimulationResponse(result: SimulationResult): SimulationResponse {
  const { status, output, error, duration_ms, waiting_for, unmocked, steps, events } = result;
  return {
    status,
    output,
    error: toRunErrorResponse(error),
    duration_ms,
    waiting_for,
    unmocked,
    steps: steps.map((step) =>
      toRunStepResponse({
        ...step,
        input: step.input ?? null,
        output: step.output ?? null,
        error: step.error ?? null,
        truncated: false,
        startedAt: timeOf(step.startedAt),
        finishedAt: timeOf(step.finishedAt),
      }),
    ),
    events: events.map((event) => toRunEventResponse({ ...event, at: new Date(event.at) })),
  };
}

const timeOf = (at: number | undefined): Date | null => (at === undefined ? null : new Date(at));
