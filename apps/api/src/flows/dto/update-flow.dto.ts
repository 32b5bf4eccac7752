import { FLOW_STATUSES, type FlowStatus } from '@app/flows';
import { ApiPropertyOptional, ApiSchema, OmitType, PartialType } from '@nestjs/swagger';
import { IsIn, ValidateIf } from 'class-validator';
import { CreateFlowDto } from './create-flow.dto.js';

/** The body of PATCH /flows/:id: what is missing stays. */
@ApiSchema({ name: 'UpdateFlow' })
export class UpdateFlowDto extends PartialType(OmitType(CreateFlowDto, ['definition', 'message'] as const), {
  skipNullProperties: false,
}) {
  @ApiPropertyOptional({
    enum: FLOW_STATUSES,
    description:
      '`archived` makes the flow read only; `active` (where a version is published) or `draft` (where none is) takes that back.',
  })
  @ValidateIf((_dto, value) => value !== undefined)
  @IsIn(FLOW_STATUSES)
  status?: FlowStatus;
}
