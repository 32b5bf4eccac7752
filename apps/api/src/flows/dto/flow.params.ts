import type { VersionName } from '@app/flows';
import { IsId, IsWholeNumberText } from '@app/http';
import { ApiProperty } from '@nestjs/swagger';
import { IsVersionName, VERSION_NAME } from './version-name.decorator.js';

/** Path of a flow. */
export class FlowParams {
  @ApiProperty({ format: 'uuid', description: "The flow's id." })
  @IsId()
  id: string;
}

/** Path of a version of a flow. */
export class FlowVersionParams extends FlowParams {
  @ApiProperty({ type: 'integer', minimum: 1, maximum: 2_147_483_647, description: "The version's number." })
  @IsWholeNumberText(1, 2_147_483_647)
  version: number;
}

/** Path of two versions of a flow. */
export class FlowVersionsParams extends FlowParams {
  @ApiProperty({ ...VERSION_NAME, description: 'The version before: its number, `draft` or `published`.' })
  @IsVersionName()
  a: VersionName;

  @ApiProperty({ ...VERSION_NAME, description: 'The version after.' })
  @IsVersionName()
  b: VersionName;
}
