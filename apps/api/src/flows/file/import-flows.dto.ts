import type { ImportedFlow } from '@app/flows';
import { FreeJson, IsGiven } from '@app/http';
import {
  ApiProperty,
  ApiPropertyOptional,
  ApiSchema,
  IntersectionType,
  OmitType,
  PartialType,
  PickType,
} from '@nestjs/swagger';
import { Equals, Matches, ValidateIf } from 'class-validator';
import { ANY_JSON } from '../../runs/dto/any-json.schema.js';
import { DEFINITION_EXAMPLE } from '../dto/definition.schema.js';
import { TIME } from './file-fields.js';
import { FileReader } from './file-reader.js';
import { FILE_FORMAT, FILE_FORMAT_VERSION, FileFlowResponse, FileVersionResponse } from './flow-file.response.dto.js';

const VERSION_NEEDS = ['version', 'definition'] as const;
const FLOW_NEEDS = ['name', 'slug', 'definition'] as const;

@ApiSchema({ name: 'ImportVersion', description: 'A version of a flow, in a file that is imported.' })
class ImportVersionSchema extends IntersectionType(
  PickType(FileVersionResponse, VERSION_NEEDS),
  PartialType(OmitType(FileVersionResponse, VERSION_NEEDS)),
) {}

@ApiSchema({
  name: 'ImportFlow',
  description: 'A flow in a file that is imported; its draft is what `definition` says.',
})
class ImportFlowSchema extends IntersectionType(
  PickType(FileFlowResponse, FLOW_NEEDS),
  PartialType(OmitType(FileFlowResponse, [...FLOW_NEEDS, 'pinned'] as const)),
) {
  @ApiPropertyOptional({ type: [ImportVersionSchema] })
  pinned?: readonly ImportVersionSchema[];
}

/** A reader of a field, that says all that is wrong in it. */
const reading =
  <T>(read: (reader: FileReader, value: unknown) => T) =>
  (value: unknown): T => {
    const reader = new FileReader();
    const found = read(reader, value);
    reader.assertSound();
    return found;
  };

/** The body of POST /flows/import: what GET /flows/:id/export gave, or what was written like it. */
@ApiSchema({
  name: 'ImportFlows',
  description: 'What `GET /flows/{id}/export` gave; what is not required may be left out.',
})
export class ImportFlowsDto {
  @ApiProperty({ enum: [FILE_FORMAT] })
  @Equals(FILE_FORMAT, { message: `$property must be ${FILE_FORMAT}` })
  format: string;

  @ApiProperty({ type: 'integer', enum: [FILE_FORMAT_VERSION] })
  @Equals(FILE_FORMAT_VERSION, {
    message: `$property must be ${FILE_FORMAT_VERSION}: files of later releases are not known to this one`,
  })
  format_version: number;

  @ApiPropertyOptional({ type: 'string', format: 'date-time' })
  @ValidateIf((_dto, value) => value !== undefined)
  @Matches(TIME, { message: '$property must be a time, as in 2026-11-21T08:30:00Z' })
  exported_at?: string;

  @ApiProperty({
    type: ImportFlowSchema,
    example: { name: 'Greeting', slug: 'greeting', definition: DEFINITION_EXAMPLE },
  })
  @FreeJson(reading((reader, value) => reader.flow(value, 'flow')))
  @IsGiven('a flow')
  flow: ImportedFlow;

  @ApiPropertyOptional({ type: [ImportFlowSchema] })
  @FreeJson(reading((reader, value) => reader.flows(value, 'subflows')))
  subflows?: readonly ImportedFlow[];

  @ApiPropertyOptional({ ...ANY_JSON, description: 'What the flows need; it is worked out anew.' })
  @FreeJson()
  requires?: unknown;
}
