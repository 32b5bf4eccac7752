import { FLOW_TEST_NAME } from '@app/flow-tests';
import { IsGiven } from '@app/http';
import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { Checked } from './checked.decorator.js';
import { FlowTestFieldsDto } from './flow-test-fields.dto.js';

/** The body of POST /flows/:id/tests. */
@ApiSchema({ name: 'CreateFlowTest' })
export class CreateFlowTestDto extends FlowTestFieldsDto {
  @ApiProperty({
    minLength: 1,
    maxLength: FLOW_TEST_NAME,
    description: 'Unique in the flow.',
    example: 'It greets',
  })
  @Checked('name')
  @IsGiven('a name')
  name: string;
}

/** The body of PUT /flows/:id/tests/:test: the whole test. */
@ApiSchema({ name: 'ReplaceFlowTest' })
export class ReplaceFlowTestDto extends CreateFlowTestDto {}
