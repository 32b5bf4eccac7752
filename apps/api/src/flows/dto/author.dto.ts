import { IsText } from '@app/http';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { ValidateIf } from 'class-validator';

/** A body that says who sends it. */
export class AuthorDto {
  @ApiPropertyOptional({
    minLength: 1,
    maxLength: 200,
    example: 'Ada',
    description: 'Who does it, as it is to be recorded; there are no logins yet.',
  })
  @ValidateIf((_dto, value) => value !== undefined)
  @IsText(1, 200)
  by?: string;
}
