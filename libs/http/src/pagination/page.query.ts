import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, ValidateIf } from 'class-validator';
import { IsText, IsWholeNumberText } from '../validation/fields.js';

/** The largest `page`: further back, a cursor is the way. */
export const MAX_PAGE = 1_000_000;
/** The largest `per_page`. */
export const MAX_PER_PAGE = 100;
const PER_PAGE = 25;

/** How a list is read: by `page` for people, by `cursor` for programs. Query DTOs of lists extend it. */
export class PageQuery {
  @ApiPropertyOptional({
    type: 'integer',
    minimum: 1,
    maximum: MAX_PAGE,
    default: 1,
    description: 'Page, from 1. With a `cursor` it has no meaning.',
  })
  @ValidateIf((query: PageQuery) => query.page !== undefined)
  @IsWholeNumberText(1, MAX_PAGE)
  page?: number;

  @ApiPropertyOptional({
    type: 'integer',
    minimum: 1,
    maximum: MAX_PER_PAGE,
    default: PER_PAGE,
    description: 'Items of a page.',
  })
  @IsWholeNumberText(1, MAX_PER_PAGE)
  per_page: number = PER_PAGE;

  @ApiPropertyOptional({
    type: 'string',
    minLength: 1,
    maxLength: 2000,
    description: 'The `next_cursor` of the page before, with the same filters and order.',
  })
  @IsOptional()
  @IsText(1, 2000)
  cursor?: string;
}
