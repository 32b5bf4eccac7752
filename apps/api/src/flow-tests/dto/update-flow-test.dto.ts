import { FLOW_TEST_NAME } from '@app/flow-tests';
import { ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import { Checked } from './checked.decorator.js';
import { FlowTestFieldsDto } from './flow-test-fields.dto.js';

/** The body of PATCH /flows/:id/tests/:test: what is missing stays. */
@ApiSchema({ name: 'UpdateFlowTest' })
export class UpdateFlowTestDto extends FlowTestFieldsDto {
  @ApiPropertyOptional({ minLength: 1, maxLength: FLOW_TEST_NAME })
  @Checked('name')
  name?: string;
}
