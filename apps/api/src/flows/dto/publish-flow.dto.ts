import { IsText } from '@app/http';
import { ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import { IsInt, Max, Min, ValidateIf } from 'class-validator';
import { AuthorDto } from './author.dto.js';

/** The body of POST /flows/:id/publish. */
@ApiSchema({ name: 'PublishFlow' })
export class PublishFlowDto extends AuthorDto {
  @ApiPropertyOptional({
    type: 'integer',
    minimum: 1,
    maximum: 2_147_483_647,
    description: 'The version to publish. Missing: the newest.',
  })
  @ValidateIf((_dto, value) => value !== undefined)
  @IsInt()
  @Min(1)
  @Max(2_147_483_647)
  version?: number;

  @ApiPropertyOptional({
    minLength: 1,
    maxLength: 2_000,
    example: 'Goes live with the new prices',
    description: 'What is said of its going live. A version of which nothing was said takes it as its message.',
  })
  @ValidateIf((_dto, value) => value !== undefined)
  @IsText(1, 2_000)
  message?: string;
}
