import type { PublishedEvent } from '@app/runs';
import { ApiProperty, ApiSchema } from '@nestjs/swagger';

const COUNT = { type: 'integer', minimum: 0 } as const;

/** What became of an event for all that waited for it. */
@ApiSchema({ name: 'PublishedEvent', description: 'How many of the runs that waited for an event have it now.' })
export class PublishedEventResponse {
  @ApiProperty({
    ...COUNT,
    description: 'Runs that it was sent to. Whether a node takes it is for its `match` to say.',
  })
  sent: number;

  @ApiProperty({ ...COUNT, description: 'Runs that had one with the same id before.' })
  duplicates: number;

  @ApiProperty({ ...COUNT, description: 'Runs whose nodes ask for another payload.' })
  refused: number;
}

/** What clients see of it. */
export function toPublishedEventResponse({ sent, duplicate, refused }: PublishedEvent): PublishedEventResponse {
  return { sent, duplicates: duplicate, refused };
}
