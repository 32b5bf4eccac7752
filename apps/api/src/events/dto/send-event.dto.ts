import type { Json } from '@app/definition';
import { FreeJson, IsText } from '@app/http';
import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import { ValidateIf } from 'class-validator';
import { ANY_JSON } from '../../runs/dto/any-json.schema.js';
import { readJson } from '../../runs/dto/read-json.js';

/** An event that is sent. */
@ApiSchema({ name: 'SendEvent' })
export class SendEventDto {
  @ApiProperty({
    minLength: 1,
    maxLength: 200,
    description: 'As in `event` of a `wait` node.',
    example: 'payment.received',
  })
  @IsText(1, 200)
  name: string;

  @ApiPropertyOptional({
    ...ANY_JSON,
    description:
      'Any JSON of at most 262,144 characters; it is checked against the `schema` of the nodes that wait for the event. Missing: null.',
    example: { order_id: 'A-1001' },
  })
  @FreeJson(readJson('payload'))
  payload?: Json;

  @ApiPropertyOptional({
    minLength: 1,
    maxLength: 200,
    description:
      "The sender's own id of the event: a run takes no second one with the same id, so it can be sent again.",
    example: 'evt_17',
  })
  @ValidateIf(({ id }: SendEventDto) => id !== undefined)
  @IsText(1, 200)
  id?: string;
}
