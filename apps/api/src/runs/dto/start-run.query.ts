import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, Matches } from 'class-validator';

const WAIT = '^(?:(?:[1-5]?[0-9]|60)s|[0-9]{1,4}ms)$';

/** How a run's start is answered. */
export class StartRunQuery {
  @ApiPropertyOptional({
    type: 'string',
    pattern: WAIT,
    description: 'Holds the answer until the run has ended, or until then; at most `60s`, or what the server allows.',
    example: '10s',
  })
  @IsOptional()
  @Matches(new RegExp(WAIT), { message: '$property must be a time of up to 60s such as 10s or 500ms' })
  wait?: string;
}
