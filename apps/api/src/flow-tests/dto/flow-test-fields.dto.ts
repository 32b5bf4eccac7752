import type { Json, JsonObject } from '@app/definition';
import { FLOW_TEST_DESCRIPTION } from '@app/flow-tests';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { ANY_JSON } from '../../runs/dto/any-json.schema.js';
import { SimulatedEventDto } from '../../simulation/dto/simulated-event.dto.js';
import { Checked } from './checked.decorator.js';
import { ExpectSchema } from './expect.schema.js';

/** What a test says beside its name. */
export class FlowTestFieldsDto {
  @ApiPropertyOptional({ type: 'string', nullable: true, maxLength: FLOW_TEST_DESCRIPTION })
  @Checked('description')
  description?: string | null;

  @ApiPropertyOptional({ ...ANY_JSON, description: "The run's input; missing: `{}`." })
  @Checked('input')
  input?: Json;

  @ApiPropertyOptional({
    type: 'object',
    additionalProperties: true,
    description: 'How nodes end, by node id or by path, as `POST /flows/{id}/simulate` takes them.',
    example: { say: { output: { said: true }, delay: '2s' } },
  })
  @Checked('mocks')
  mocks?: JsonObject;

  @ApiPropertyOptional({ type: [SimulatedEventDto], maxItems: 10_000, description: 'Events that are sent to the run.' })
  @Checked('events')
  events?: Json[];

  @ApiPropertyOptional({
    type: 'string',
    nullable: true,
    description: 'The run is asked to cancel so long after its start.',
    example: '1h',
  })
  @Checked('cancel_after')
  cancel_after?: string | null;

  @ApiPropertyOptional({
    type: 'string',
    format: 'date-time',
    nullable: true,
    description: 'When the run starts, for its clock; missing: when the test is run.',
  })
  @Checked('start_at')
  start_at?: string | null;

  @ApiPropertyOptional({
    type: ExpectSchema,
    description: 'What is to come of it; missing: that the run succeeds.',
    example: { output: { say: null }, path: { ran: ['say'] } },
  })
  @Checked('expect')
  expect?: JsonObject;
}
