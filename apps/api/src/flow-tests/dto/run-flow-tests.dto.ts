import { AppError, type ErrorDetail } from '@app/errors';
import { type AskedTests, readFlowTest } from '@app/flow-tests';
import type { FlowTestContent, VersionName } from '@app/flows';
import { FreeJson } from '@app/http';
import { ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import { ArrayMaxSize, IsArray, IsString, ValidateIf } from 'class-validator';
import { IsVersionName, VERSION_NAME } from '../../flows/dto/version-name.decorator.js';
import { CreateFlowTestDto } from './create-flow-test.dto.js';

const MAX_NAMES = 1_000;

/** A test that is not saved. @throws AppError VALIDATION_FAILED that names all that is wrong in it */
function readTest(value: unknown): FlowTestContent {
  const details: ErrorDetail[] = [];
  const test = readFlowTest(value, 'test', (path, message) => details.push({ path, message }));
  if (details.length > 0) throw new AppError('VALIDATION_FAILED', undefined, { details: details.slice(0, 1_000) });
  return test;
}

/** The body of POST /flows/:id/test. */
@ApiSchema({ name: 'RunFlowTests' })
export class RunFlowTestsDto implements AskedTests {
  @ApiPropertyOptional({
    anyOf: [{ type: 'integer', minimum: 1, maximum: 999_999_999 }, VERSION_NAME],
    description: 'A number, `draft` or `published`; missing: the draft.',
    example: 'draft',
  })
  @ValidateIf((_dto, value) => value !== undefined)
  @IsVersionName()
  version?: VersionName;

  @ApiPropertyOptional({ type: [String], maxItems: MAX_NAMES, description: 'Names of tests; missing: all.' })
  @ValidateIf((_dto, value) => value !== undefined)
  @IsArray()
  @ArrayMaxSize(MAX_NAMES)
  @IsString({ each: true })
  tests?: string[];

  @ApiPropertyOptional({
    type: CreateFlowTestDto,
    description: 'A test that is not saved, which is run in place of those that are.',
  })
  @FreeJson(readTest)
  test?: FlowTestContent;
}
