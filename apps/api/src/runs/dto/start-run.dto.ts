import { FreeJson } from '@app/http';
import type { Json } from '@app/definition';
import { ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import { IsInt, Max, Min, ValidateIf } from 'class-validator';
import { AuthorDto } from '../../flows/dto/author.dto.js';
import { ANY_JSON } from './any-json.schema.js';
import { readJson } from './read-json.js';
import { LABELS, readLabels } from './read-labels.js';

const MAX_VERSION = 2 ** 31 - 1;

/** What a run is started with. */
@ApiSchema({ name: 'StartRun' })
export class StartRunDto extends AuthorDto {
  @ApiPropertyOptional({
    ...ANY_JSON,
    description: "Any JSON; it is checked against the `input_schema` of the flow's start node. Missing: `{}`.",
    example: { order: 17 },
  })
  @FreeJson(readJson('input'))
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

  @ApiPropertyOptional({
    type: 'integer',
    minimum: 1,
    maximum: 5,
    description: '1 high to 5 low. Missing: as the settings of the flow say, or 3.',
  })
  @ValidateIf(({ priority }: StartRunDto) => priority !== undefined)
  @IsInt()
  @Min(1)
  @Max(5)
  priority?: number;

  @ApiPropertyOptional({
    ...LABELS,
    description: 'Texts by which the run is found again, beside those of the settings of the flow; these win.',
    example: { customer: '17' },
  })
  @FreeJson(readLabels)
  labels?: Readonly<Record<string, string>>;
}
