import { FLOW_SORTS, FLOW_STATUSES, type FlowListQuery, type FlowSort, type FlowStatus } from '@app/flows';
import { IsText, PageQuery } from '@app/http';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';

/** The query of GET /flows. */
export class ListFlowsQuery extends PageQuery implements FlowListQuery {
  @ApiPropertyOptional({ enum: FLOW_STATUSES, description: 'Only flows of this status.' })
  @IsOptional()
  @IsIn(FLOW_STATUSES)
  status?: FlowStatus;

  @ApiPropertyOptional({
    minLength: 1,
    maxLength: 200,
    description: 'Only flows whose name has this in it, in any case.',
  })
  @IsOptional()
  @IsText(1, 200)
  name?: string;

  @ApiPropertyOptional({ enum: FLOW_SORTS, default: '-created_at', description: '`-` is descending.' })
  @IsIn(FLOW_SORTS)
  sort: FlowSort = '-created_at';
}
