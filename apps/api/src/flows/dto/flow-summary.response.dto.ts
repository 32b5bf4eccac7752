import { FLOW_STATUSES, type FlowStatus, type FlowSummary } from '@app/flows';
import { ApiProperty, ApiSchema } from '@nestjs/swagger';

/** A flow without its definition. */
@ApiSchema({ name: 'FlowSummary', description: 'A flow without its definition.' })
export class FlowSummaryResponse {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty()
  name: string;

  @ApiProperty({ description: 'Unique among the flows that are not deleted.' })
  slug: string;

  @ApiProperty({ type: 'string', nullable: true })
  description: string | null;

  @ApiProperty({ enum: FLOW_STATUSES, enumName: 'FlowStatus' })
  status: FlowStatus;

  @ApiProperty({ type: 'integer', minimum: 1, description: "The draft's version, and the flow's `ETag`." })
  version: number;

  @ApiProperty({
    type: 'integer',
    minimum: 1,
    nullable: true,
    description: 'The version that runs use; null: the draft.',
  })
  published_version: number | null;

  @ApiProperty({ description: 'Whether a version is published only when all tests of the flow pass with it.' })
  publish_requires_tests: boolean;

  @ApiProperty({ type: 'string', format: 'date-time' })
  created_at: string;

  @ApiProperty({ type: 'string', format: 'date-time' })
  updated_at: string;
}

/** A flow as lists show it. */
export function toFlowSummaryResponse(flow: FlowSummary): FlowSummaryResponse {
  return {
    id: flow.id,
    name: flow.name,
    slug: flow.slug,
    description: flow.description,
    status: flow.status,
    version: flow.version,
    published_version: flow.publishedVersion,
    publish_requires_tests: flow.publishRequiresTests,
    created_at: flow.createdAt.toISOString(),
    updated_at: flow.updatedAt.toISOString(),
  };
}
