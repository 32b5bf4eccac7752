import { IsId } from '@app/http';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';
import { ListFlowRunsQuery } from './list-flow-runs.query.js';

/** Which runs are listed. */
export class ListRunsQuery extends ListFlowRunsQuery {
  @ApiPropertyOptional({ type: 'string', format: 'uuid', description: 'Of this flow, deleted or not.' })
  @IsOptional()
  @IsId()
  flow_id?: string;

  @ApiPropertyOptional({
    type: 'string',
    format: 'uuid',
    description: 'Started by this run, with its `subflow` nodes.',
  })
  @IsOptional()
  @IsId()
  parent_run_id?: string;

  @ApiPropertyOptional({
    type: 'string',
    format: 'uuid',
    description: 'Slices of large maps of this run; in no other list are there any.',
  })
  @IsOptional()
  @IsId()
  slice_of?: string;
}
