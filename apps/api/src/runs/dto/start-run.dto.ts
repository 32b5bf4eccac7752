import { FreeJson } from '@app/http';
import type { Json } from '@app/definition';
import { ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import { IsInt, Max, Min, ValidateIf } from 'class-validator';
import { ANY_JSON } from './any-json.schema.js';
import { readInput } from './read-input.js';

const MAX_VERSION = 2 ** 31 - 1;

/** What a run is started with. */
@ApiSchema({ name: 'StartRun' })
export class StartRunDto {
  @ApiPropertyOptional({
    ...ANY_JSON,
    description: "Any JSON; it is checked against the `input_schema` of the flow's start node. Missing: `{}`.",
    example: { order: 17 },
  })
  @FreeJson(readInput)
  input?: Json;

  @ApiPropertyOptional({
    type: 'integer',
    minimum: 1,
    maximum: MAX_VERSION,
    description: 'Missing: the published version, or the draft where nothing is published yet.',
  })
  @ValidateIf(({ version }: StartRunDto) => version !== undefined)
  @IsInt()
  @Min(1)
  @Max(MAX_VERSION)
  version?: number;
}
