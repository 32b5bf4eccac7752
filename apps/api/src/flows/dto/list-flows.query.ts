import { FLOW_SORTS, FLOW_STATUSES, type FlowListQuery, type FlowSort, type FlowStatus } from '@app/flows';
import { IsListText, IsText, PageQuery } from '@app/http';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';

/** The query of GET /flows. */
export class ListFlowsQuery extends PageQuery implements FlowListQuery {
  @ApiPropertyOptional({
    enum: FLOW_STATUSES,
    enumName: 'FlowStatus',
    isArray: true,
    description: 'Any of these: repeat it, or put commas between them.',
  })
  @IsOptional()
  @IsListText(FLOW_STATUSES)
  status?: FlowStatus[];

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
