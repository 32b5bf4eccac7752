import { IsId, IsWholeNumberText } from '@app/http';
import { ApiProperty } from '@nestjs/swagger';

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
