import { ApiPropertyOptional, ApiSchema, OmitType, PartialType } from '@nestjs/swagger';
import { IsInt, Max, Min, ValidateIf } from 'class-validator';
import { CreateFlowDto } from './create-flow.dto.js';

/** The body of POST /flows/:id/duplicate: what is missing is taken from the flow. */
@ApiSchema({
  name: 'DuplicateFlow',
  description:
    'Without a `name` it is that of the flow with `(copy)` behind it, without a `slug` one made from the name, without a `description` that of the flow, so with `publish_requires_tests`, without a `message` one that says what was copied.',
})
export class DuplicateFlowDto extends PartialType(OmitType(CreateFlowDto, ['definition'] as const), {
  skipNullProperties: false,
}) {
  @ApiPropertyOptional({
    type: 'integer',
    minimum: 1,
    maximum: 2_147_483_647,
    description: 'The version whose definition is copied. Missing: the draft.',
  })
  @ValidateIf((_dto, value) => value !== undefined)
  @IsInt()
  @Min(1)
  @Max(2_147_483_647)
  version?: number;
}
