import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { MAX_PER_PAGE } from '../pagination/page.query.js';

/** PageMeta, for OpenAPI. */
@ApiSchema({ name: 'PageMeta', description: 'Which part of a list this is.' })
export class PageMetaSchema {
  @ApiProperty({
    type: 'integer',
    minimum: 1,
    nullable: true,
    description: 'From 1; null where the list is read by cursor.',
  })
  page: number | null;

  @ApiProperty({ type: 'integer', minimum: 1, maximum: MAX_PER_PAGE })
  per_page: number;

  @ApiProperty({
    type: 'integer',
    minimum: 0,
    nullable: true,
    description: 'Items in all; null where counting would cost too much.',
  })
  total: number | null;

  @ApiProperty({ type: 'integer', minimum: 0, nullable: true })
  total_pages: number | null;

  @ApiProperty({
    type: 'string',
    nullable: true,
    description: 'Give it as `cursor` for what follows; null at the end.',
  })
  next_cursor: string | null;
}
