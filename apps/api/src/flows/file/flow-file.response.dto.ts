import { type ExportedFlow, type FlowExport, type FlowVersion, MAX_SLUG, SLUG } from '@app/flows';
import { toWritten, type WrittenFlowTest } from '@app/flow-tests';
import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { CreateFlowTestDto } from '../../flow-tests/dto/create-flow-test.dto.js';
import { DefinitionSchema } from '../dto/definition.schema.js';
import { RequirementsResponse, toRequirementsResponse } from './requirements.response.dto.js';

/** What kind of file it is. */
export const FILE_FORMAT = 'millrace/flow';

/** What its fields are; a number that is higher than this one is that of a later release. */
export const FILE_FORMAT_VERSION = 1;

/** A version in a file. */
@ApiSchema({ name: 'FileVersion', description: 'A version of a flow, in a file.' })
export class FileVersionResponse {
  @ApiProperty({
    type: 'integer',
    minimum: 1,
    maximum: 2_147_483_647,
    description: 'Its number where it comes from, by which `subflow` nodes of the file name it.',
  })
  version: number;

  @ApiProperty({ pattern: '^[0-9a-f]{64}$' })
  content_hash: string;

  @ApiProperty({ type: 'string', nullable: true, minLength: 1, maxLength: 2_000 })
  message: string | null;

  @ApiProperty({ type: 'string', nullable: true, minLength: 1, maxLength: 200 })
  created_by: string | null;

  @ApiProperty({ type: 'string', format: 'date-time' })
  created_at: string;

  @ApiProperty({ type: DefinitionSchema })
  definition: object;
}

/** A flow in a file. */
@ApiSchema({
  name: 'FileFlow',
  description: 'A flow in a file: one version of it, and others that are named by number.',
})
export class FileFlowResponse extends FileVersionResponse {
  @ApiProperty({
    format: 'uuid',
    description: 'Its id where it comes from, by which `subflow` nodes of the file name it.',
  })
  id: string;

  @ApiProperty({ minLength: 1, maxLength: 200 })
  name: string;

  @ApiProperty({ pattern: SLUG.source, minLength: 1, maxLength: MAX_SLUG })
  slug: string;

  @ApiProperty({ type: 'string', nullable: true, maxLength: 10_000 })
  description: string | null;

  @ApiProperty({ description: 'Whether the version was the published one.' })
  published: boolean;

  @ApiProperty({ description: 'Whether a version is published only when all tests pass with it.' })
  publish_requires_tests: boolean;

  @ApiProperty({ type: [CreateFlowTestDto], description: 'Its tests, by name.' })
  tests: readonly WrittenFlowTest[];

  @ApiProperty({ type: [FileVersionResponse], description: 'Other versions that are named by their numbers.' })
  pinned: readonly FileVersionResponse[];
}

@ApiSchema({ name: 'FileRequirements', description: 'What the flows of a file need, by name.' })
class FileRequirementsResponse extends RequirementsResponse {
  @ApiProperty({
    type: [String],
    description: 'Flows that are named and not in the file, by id or slug; `SLUG@3` for a version that is not there.',
  })
  flows: readonly string[];
}

/** A flow with everything that it needs. */
@ApiSchema({
  name: 'FlowFile',
  description: 'A flow as a file, with everything that it needs; `POST /flows/import` takes it as it is.',
})
export class FlowFileResponse {
  @ApiProperty({ enum: [FILE_FORMAT] })
  format: string;

  @ApiProperty({ type: 'integer', enum: [FILE_FORMAT_VERSION] })
  format_version: number;

  @ApiProperty({ type: 'string', format: 'date-time' })
  exported_at: string;

  @ApiProperty({ type: FileFlowResponse })
  flow: FileFlowResponse;

  @ApiProperty({
    type: [FileFlowResponse],
    description: 'The flows that it names, and those that they name, each once.',
  })
  subflows: readonly FileFlowResponse[];

  @ApiProperty({ type: FileRequirementsResponse })
  requires: FileRequirementsResponse;
}

/** The export as a file. @param at when it was made */
export function toFlowFileResponse({ flow, subflows, requirements, missing }: FlowExport, at: Date): FlowFileResponse {
  return {
    format: FILE_FORMAT,
    format_version: FILE_FORMAT_VERSION,
    exported_at: at.toISOString(),
    flow: toFileFlow(flow),
    subflows: subflows.map(toFileFlow),
    requires: Object.assign(toRequirementsResponse(requirements), { flows: missing }),
  };
}

function toFileFlow({ flow, head, pinned, tests }: ExportedFlow): FileFlowResponse {
  const { id, name, slug, description, publishedVersion } = flow;
  const published = head.version === publishedVersion;
  const own = { id, name, slug, description, published };
  return Object.assign(own, toFileVersion(head), {
    pinned: pinned.map(toFileVersion),
    publish_requires_tests: flow.publishRequiresTests,
    tests: tests.map(toWritten),
  });
}

function toFileVersion(version: FlowVersion): FileVersionResponse {
  return {
    version: version.version,
    content_hash: version.contentHash,
    message: version.message,
    created_by: version.createdBy,
    created_at: version.createdAt.toISOString(),
    definition: version.definition,
  };
}
