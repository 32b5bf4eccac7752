import type { FlowPublication } from '@app/flows';
import { ApiProperty, ApiSchema } from '@nestjs/swagger';

/** That a version was published. */
@ApiSchema({ name: 'FlowPublication', description: 'That a version was published; it never changes.' })
export class FlowPublicationResponse {
  @ApiProperty({ type: 'integer', minimum: 1 })
  version: number;

  @ApiProperty({ type: 'string', nullable: true, description: 'What was said when it was published.' })
  message: string | null;

  @ApiProperty({ type: 'string', nullable: true, description: 'Who published it; null where nobody was named.' })
  published_by: string | null;

  @ApiProperty({ type: 'string', format: 'date-time' })
  published_at: string;
}

/** A publication as clients see it. */
export function toFlowPublicationResponse(publication: FlowPublication): FlowPublicationResponse {
  return {
    version: publication.version,
    message: publication.message,
    published_by: publication.publishedBy,
    published_at: publication.publishedAt.toISOString(),
  };
}
