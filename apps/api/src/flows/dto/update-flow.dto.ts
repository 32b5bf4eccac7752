import { type CheckedDefinition, definitionToKeep, FLOW_STATUSES, type FlowStatus } from '@app/flows';
import { FreeJson } from '@app/http';
import { ApiPropertyOptional, ApiSchema, OmitType, PartialType } from '@nestjs/swagger';
import { IsIn, ValidateIf } from 'class-validator';
import { CreateFlowDto } from './create-flow.dto.js';
import { DefinitionSchema } from './definition.schema.js';

/** The body of PATCH /flows/:id: what is missing stays. */
@ApiSchema({ name: 'UpdateFlow' })
export class UpdateFlowDto extends PartialType(OmitType(CreateFlowDto, ['definition'] as const), {
  skipNullProperties: false,
}) {
  @ApiPropertyOptional({ type: DefinitionSchema, description: 'A definition that differs is saved as a new version.' })
  @FreeJson(definitionToKeep)
  definition?: CheckedDefinition;

  @ApiPropertyOptional({
    enum: FLOW_STATUSES,
    description:
      '`archived` makes the flow read only; `active` (where a version is published) or `draft` (where none is) takes that back.',
  })
  @ValidateIf((_dto, value) => value !== undefined)
  @IsIn(FLOW_STATUSES)
  status?: FlowStatus;
}
