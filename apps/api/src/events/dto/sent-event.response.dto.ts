import { ApiProperty, ApiSchema } from '@nestjs/swagger';

/** What became of an event for a run. */
@ApiSchema({ name: 'SentEvent', description: 'What became of an event that was sent to a run.' })
export class SentEventResponse {
  @ApiProperty({ description: 'Whether the run has it by this request.' })
  accepted: boolean;

  @ApiProperty({ description: 'Whether the run had one with the same id before; then nothing was done.' })
  duplicate: boolean;
}

/** What clients see of it; `fresh`: it was the first with its id. */
export function toSentEventResponse(fresh: boolean): SentEventResponse {
  return { accepted: fresh, duplicate: !fresh };
}
