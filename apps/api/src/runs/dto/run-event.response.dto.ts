import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import type { RunEventView } from '@app/runs';

/** What happened to a run. */
@ApiSchema({ name: 'RunEvent', description: 'What happened to a run.' })
export class RunEventResponse {
  @ApiProperty({ type: 'integer', minimum: 1, description: '1, 2, 3… without a gap within the run.' })
  seq: number;

  @ApiProperty({ type: 'string', format: 'date-time' })
  at: Date;

  @ApiProperty({ example: 'node.succeeded' })
  type: string;

  @ApiProperty({ type: 'string', nullable: true, description: 'The node that it is about.' })
  path: string | null;

  @ApiProperty({ type: 'object', additionalProperties: true, nullable: true })
  data: { readonly [key: string]: unknown } | null;
}

/** What clients see of an event. */
export function toRunEventResponse({ seq, at, type, path, data }: RunEventView): RunEventResponse {
  return { seq, at, type, path, data };
}
