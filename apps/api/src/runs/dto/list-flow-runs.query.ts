import { RUN_SETTINGS_LIMITS } from '@app/definition';
import { IsListText, IsWholeNumberText, PageQuery } from '@app/http';
import { RUN_STATUSES, type RunStatus } from '@app/runs';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, ValidateIf } from 'class-validator';
import { IsInstantText } from './instant.js';
import { IsLabelTexts, LABEL_TEXT, MAX_LABEL_TEXT } from './label-texts.decorator.js';

/** The largest `page` of a list of runs: an offset costs what it skips, a cursor does not. */
const MAX_PAGE = 100;

const time = (description: string) => ({ type: 'string', format: 'date-time', description }) as const;

/** Which runs of a flow are listed. */
export class ListFlowRunsQuery extends PageQuery {
  @ApiPropertyOptional({
    type: 'integer',
    minimum: 1,
    maximum: MAX_PAGE,
    default: 1,
    description: 'Page, from 1; further back, `cursor` is the way. Not together with `cursor`.',
  })
  @ValidateIf((query: PageQuery) => query.page !== undefined)
  @IsWholeNumberText(1, MAX_PAGE)
  declare page?: number;

  @ApiPropertyOptional({
    enum: RUN_STATUSES,
    enumName: 'RunStatus',
    isArray: true,
    description: 'Any of these: repeat it, or put commas between them.',
  })
  @IsOptional()
  @IsListText(RUN_STATUSES)
  status?: RunStatus[];

  @ApiPropertyOptional({
    type: 'array',
    items: { type: 'string', pattern: LABEL_TEXT, maxLength: MAX_LABEL_TEXT },
    maxItems: RUN_SETTINGS_LIMITS.labels,
    description: 'With this label, its name and text with a colon between them; with several, with each of them.',
    example: ['customer:17'],
  })
  @IsOptional()
  @IsLabelTexts()
  label?: string[];

  @ApiPropertyOptional(time('Admitted then or later.'))
  @IsOptional()
  @IsInstantText()
  created_after?: Date;

  @ApiPropertyOptional(time('Admitted before.'))
  @IsOptional()
  @IsInstantText()
  created_before?: Date;

  @ApiPropertyOptional(time('Started then or later. The list is then in order of start.'))
  @IsOptional()
  @IsInstantText()
  started_after?: Date;

  @ApiPropertyOptional(time('Started before. The list is then in order of start.'))
  @IsOptional()
  @IsInstantText()
  started_before?: Date;
}
