import type { Json, JsonObject } from '@app/definition';
import { toWritten } from '@app/flow-tests';
import type { FlowTest } from '@app/flows';
import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { ANY_JSON } from '../../runs/dto/any-json.schema.js';
import { SimulatedEventDto } from '../../simulation/dto/simulated-event.dto.js';
import { ExpectSchema } from './expect.schema.js';

/** A test as lists show it. */
@ApiSchema({ name: 'FlowTestSummary', description: 'A test of a flow, without what it says.' })
export class FlowTestSummaryResponse {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ format: 'uuid' })
  flow_id: string;

  @ApiProperty({ description: 'Unique in the flow.' })
  name: string;

  @ApiProperty({ type: 'string', nullable: true })
  description: string | null;

  @ApiProperty({ type: 'string', format: 'date-time' })
  created_at: string;

  @ApiProperty({ type: 'string', format: 'date-time' })
  updated_at: string;
}

/** A test of a flow. */
@ApiSchema({ name: 'FlowTest', description: 'A test of a flow, as it was written.' })
export class FlowTestResponse extends FlowTestSummaryResponse {
  @ApiProperty(ANY_JSON)
  input: Json;

  @ApiProperty({ type: 'object', additionalProperties: true })
  mocks: JsonObject;

  @ApiProperty({ type: [SimulatedEventDto] })
  events: Json[];

  @ApiProperty({ type: 'string', nullable: true })
  cancel_after: string | null;

  @ApiProperty({ type: 'string', format: 'date-time', nullable: true })
  start_at: string | null;

  @ApiProperty({ type: ExpectSchema })
  expect: JsonObject;
}

/** A test as lists show it. */
export function toFlowTestSummaryResponse(test: FlowTest): FlowTestSummaryResponse {
  return {
    id: test.id,
    flow_id: test.flowId,
    name: test.name,
    description: test.description,
    created_at: test.createdAt.toISOString(),
    updated_at: test.updatedAt.toISOString(),
  };
}

/** A test as clients see it. */
export function toFlowTestResponse(test: FlowTest): FlowTestResponse {
  const { input, mocks, events, cancel_after, start_at, expect } = toWritten(test);
  const said = { input, mocks, events, cancel_after, start_at, expect } as Omit<
    FlowTestResponse,
    keyof FlowTestSummaryResponse
  >;
  return Object.assign(toFlowTestSummaryResponse(test), said);
}
