import { APPROVAL_STATUSES, type ApprovalFilter, type ApprovalStatus } from '@app/approvals';
import { IsId, IsListText, IsText, PageQuery } from '@app/http';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';

const OPEN: readonly ApprovalStatus[] = ['pending'];
const NAME = { minLength: 1, maxLength: 200 } as const;
const UUID = { type: 'string', format: 'uuid' } as const;

/** Which tasks are listed; all that is given must hold. */
export class ListApprovalsQuery extends PageQuery {
  @ApiPropertyOptional({
    enum: APPROVAL_STATUSES,
    enumName: 'ApprovalStatus',
    isArray: true,
    description: 'Any of these: repeat it, or put commas between them. Missing: `pending`.',
  })
  @IsOptional()
  @IsListText(APPROVAL_STATUSES)
  status?: ApprovalStatus[];

  @ApiPropertyOptional({ ...NAME, description: 'Tasks that name this user among those who are asked.' })
  @IsOptional()
  @IsText(1, 200)
  user?: string;

  @ApiPropertyOptional({ ...NAME, description: 'Tasks that name this role.' })
  @IsOptional()
  @IsText(1, 200)
  role?: string;

  @ApiPropertyOptional({ ...UUID, description: 'Of this flow, deleted or not.' })
  @IsOptional()
  @IsId()
  flow_id?: string;

  @ApiPropertyOptional({ ...UUID, description: 'Of this run.' })
  @IsOptional()
  @IsId()
  run_id?: string;
}

/** The filter that a query asks for. */
export function toApprovalFilter({
  status = [...OPEN],
  user,
  role,
  flow_id,
  run_id,
}: ListApprovalsQuery): ApprovalFilter {
  return { statuses: status, user, role, flowId: flow_id, runId: run_id };
}
