import { PageQuery } from '@app/http';
import { OmitType } from '@nestjs/swagger';

/** How a list is read that has no numbered pages. */
export class CursorQuery extends OmitType(PageQuery, ['page']) {}
