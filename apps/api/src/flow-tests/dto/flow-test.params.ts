import { IsId } from '@app/http';
import { ApiProperty } from '@nestjs/swagger';
import { FlowParams } from '../../flows/dto/flow.params.js';

/** Path of a test of a flow. */
export class FlowTestParams extends FlowParams {
  @ApiProperty({ format: 'uuid', description: "The test's id." })
  @IsId()
  test: string;
}
