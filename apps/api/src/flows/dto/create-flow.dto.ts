import { type CheckedDefinition, definitionToKeep, MAX_SLUG, SLUG } from '@app/flows';
import { FreeJson, IsGiven, IsText } from '@app/http';
import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import { IsBoolean, IsOptional, ValidateIf } from 'class-validator';
import { AuthorDto } from './author.dto.js';
import { DEFINITION_EXAMPLE, DefinitionSchema } from './definition.schema.js';
import { IsSlug } from './slug.decorator.js';

/** The body of POST /flows. */
@ApiSchema({ name: 'CreateFlow' })
export class CreateFlowDto extends AuthorDto {
  @ApiProperty({ minLength: 1, maxLength: 200, example: 'Greeting' })
  @IsText(1, 200)
  name: string;

  @ApiPropertyOptional({
    pattern: SLUG.source,
    minLength: 1,
    maxLength: MAX_SLUG,
    example: 'greeting',
    description: 'Another name, for URLs and other flows. Missing: made from the name.',
  })
  @ValidateIf((_dto, value) => value !== undefined)
  @IsSlug()
  slug?: string;

  @ApiPropertyOptional({ type: 'string', nullable: true, maxLength: 10_000 })
  @IsOptional()
  @IsText(0, 10_000)
  description?: string | null;

  @ApiPropertyOptional({
    description:
      'Whether a version is published only when all tests of the flow pass with it. Missing: not, or as it is.',
  })
  @ValidateIf((_dto, value) => value !== undefined)
  @IsBoolean()
  publish_requires_tests?: boolean;

  @ApiProperty({ type: DefinitionSchema, example: DEFINITION_EXAMPLE })
  @FreeJson(definitionToKeep)
  @IsGiven('a flow definition')
  definition: CheckedDefinition;

  @ApiPropertyOptional({
    minLength: 1,
    maxLength: 2_000,
    example: 'Greets by name',
    description: 'What is said of the version that is saved; of the draft where nothing else changes.',
  })
  @ValidateIf((_dto, value) => value !== undefined)
  @IsText(1, 2_000)
  message?: string;
}
