import type { VersionName } from '@app/flows';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsVersionName, VERSION_NAME } from '../dto/version-name.decorator.js';

/** The query of GET /flows/:id/export. */
export class ExportFlowQuery {
  @ApiPropertyOptional({
    ...VERSION_NAME,
    default: 'draft',
    description: 'The version that is exported: its number, `draft` or `published`.',
  })
  @IsVersionName()
  version: VersionName = 'draft';
}
