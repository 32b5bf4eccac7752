import { FreeJson } from '@app/http';
import type { Json } from '@app/definition';
import { type Mocks, readMocks } from '@app/simulation';
import { ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsOptional, ValidateIf, ValidateNested } from 'class-validator';
import { DEFINITION_EXAMPLE } from '../../flows/dto/definition.schema.js';
import { IsVersionName, VERSION_NAME } from '../../flows/dto/version-name.decorator.js';
import { ANY_JSON } from '../../runs/dto/any-json.schema.js';
import { readJson } from '../../runs/dto/read-json.js';
import { IsDuration } from './duration.decorator.js';
import { SimulatedEventDto } from './simulated-event.dto.js';
import { IsTime } from './time.decorator.js';

const MAX_EVENTS = 10_000;

/** What is simulated, and what happens outside of it. */
@ApiSchema({ name: 'Simulate' })
export class SimulateDto {
  @ApiPropertyOptional({
    ...ANY_JSON,
    description: 'A definition that is not saved; missing: a version of the flow.',
    example: DEFINITION_EXAMPLE,
  })
  @FreeJson()
  definition?: unknown;

  @ApiPropertyOptional({
    anyOf: [{ type: 'integer', minimum: 1, maximum: 999_999_999 }, VERSION_NAME],
    description: 'A number, `draft` or `published`; missing: the draft.',
    example: 'draft',
  })
  @ValidateIf(({ version }: SimulateDto) => version !== undefined)
  @IsVersionName()
  version?: number | 'draft' | 'published';

  @ApiPropertyOptional({ ...ANY_JSON, description: "The run's input; missing: `{}`." })
  @FreeJson(readJson('input'))
  input?: Json;

  @ApiPropertyOptional({
    type: 'object',
    additionalProperties: true,
    description:
      'How nodes end, by node id or by path (`orders[2].charge`): `{ output, error: { code, message, retryable, details }, handle, delay }`, or a list of these, one for each execution. What works outside and has no mock gives null.',
    example: { charge: [{ error: { code: 'HTTP_STATUS', retryable: true } }, { output: { paid: true }, delay: '2s' }] },
  })
  @FreeJson(readMocks)
  mocks?: Mocks;

  @ApiPropertyOptional({ type: [SimulatedEventDto], maxItems: MAX_EVENTS })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(MAX_EVENTS)
  @ValidateNested({ each: true })
  @Type(() => SimulatedEventDto)
  events?: SimulatedEventDto[];

  @ApiPropertyOptional({ description: 'The run is asked to cancel so long after its start.', example: '1h' })
  @IsOptional()
  @IsDuration()
  cancel_after?: string;

  @ApiPropertyOptional({
    type: 'string',
    format: 'date-time',
    description: 'When the run starts, for its clock; missing: now.',
  })
  @IsOptional()
  @IsTime()
  start_at?: string;
}
