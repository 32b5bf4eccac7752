import { ApiSchema } from '@nestjs/swagger';
import { CreateFlowDto } from './create-flow.dto.js';

/** The body of PUT /flows/:id: the whole flow. A description that is missing is taken away; a slug that is missing stays. */
@ApiSchema({ name: 'ReplaceFlow' })
export class ReplaceFlowDto extends CreateFlowDto {}
