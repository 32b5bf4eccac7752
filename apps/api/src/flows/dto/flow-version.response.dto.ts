import type { FlowVersion, FlowVersionSummary, Published } from '@app/flows';
import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { DefinitionSchema } from './definition.schema.js';
import { FlowPublicationResponse, toFlowPublicationResponse } from './flow-publication.response.dto.js';

/** A version without its definition. */
@ApiSchema({ name: 'FlowVersionSummary', description: 'A version of a flow, without its definition.' })
export class FlowVersionSummaryResponse {
  @ApiProperty({ format: 'uuid' })
  flow_id: string;

  @ApiProperty({ type: 'integer', minimum: 1 })
  version: number;

  @ApiProperty({ description: 'Whether it is the one that runs use.' })
  published: boolean;

  @ApiProperty({
    type: FlowPublicationResponse,
    nullable: true,
    description: 'When it was published last; null: never.',
  })
  publication: FlowPublicationResponse | null;

  @ApiProperty({
    pattern: '^[0-9a-f]{64}$',
    description: 'Definitions that differ in layout and looks only have the same.',
  })
  content_hash: string;

  @ApiProperty({ type: 'string', nullable: true, description: 'What its author says of it.' })
  message: string | null;

  @ApiProperty({ type: 'string', nullable: true, description: 'Who saved it; null where nobody was named.' })
  created_by: string | null;

  @ApiProperty({ type: 'string', format: 'date-time' })
  created_at: string;
}

/** A version with its definition. */
@ApiSchema({ name: 'FlowVersion', description: 'A definition as it was saved once; it never changes.' })
export class FlowVersionResponse extends FlowVersionSummaryResponse {
  @ApiProperty({ type: DefinitionSchema })
  definition: object;
}

/** A version as lists show it. */
export function toFlowVersionSummaryResponse({
  version,
  published,
  publication,
}: Published<FlowVersionSummary>): FlowVersionSummaryResponse {
  return {
    flow_id: version.flowId,
    version: version.version,
    published,
    publication: publication === null ? null : toFlowPublicationResponse(publication),
    content_hash: version.contentHash,
    message: version.message,
    created_by: version.createdBy,
    created_at: version.createdAt.toISOString(),
  };
}

/** A version as clients see it. */
export function toFlowVersionResponse(found: Published<FlowVersion>): FlowVersionResponse {
  return Object.assign(toFlowVersionSummaryResponse(found), { definition: found.version.definition });
}
