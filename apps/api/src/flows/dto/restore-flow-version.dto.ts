import { IsText } from '@app/http';
import { ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import { ValidateIf } from 'class-validator';
import { AuthorDto } from './author.dto.js';

/** The body of POST /flows/:id/versions/:version/restore. */
@ApiSchema({ name: 'RestoreFlowVersion' })
export class RestoreFlowVersionDto extends AuthorDto {
  @ApiPropertyOptional({
    minLength: 1,
    maxLength: 2_000,
    example: 'The new prices were wrong',
    description: 'What is said of the version that is written. Missing: `Restored version` and the number.',
  })
  @ValidateIf((_dto, value) => value !== undefined)
  @IsText(1, 2_000)
  message?: string;
}
