import type { Json } from '@app/definition';
import { FreeJson, IsText } from '@app/http';
import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { ValidateIf } from 'class-validator';
import { ANY_JSON } from '../../runs/dto/any-json.schema.js';
import { readJson } from '../../runs/dto/read-json.js';

const trimmed = (value: unknown): unknown => (typeof value === 'string' ? value.trim() : value);

/** What somebody says to a task. */
@ApiSchema({ name: 'Vote' })
export class VoteDto {
  @ApiProperty({
    minLength: 1,
    maxLength: 200,
    example: 'ada',
    description: 'Who votes, as it is to be recorded; there are no logins yet. White space around it does not count.',
  })
  @Transform(({ value }) => trimmed(value))
  @IsText(1, 200)
  by: string;

  @ApiPropertyOptional({ minLength: 1, maxLength: 10_000, example: 'Within the budget.' })
  @ValidateIf(({ comment }: VoteDto) => comment !== undefined)
  @IsText(1, 10_000)
  comment?: string;

  @ApiPropertyOptional({
    ...ANY_JSON,
    description:
      "What was filled in, by the task's `form_schema`. An approval that leaves it out is looked at as one with `{}`; a rejection may leave it out.",
    example: { budget: 'Q3' },
  })
  @FreeJson(readJson('form'))
  form?: Json;
}
