import type { Flow, SavedFlow } from '@app/flows';
import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { DefinitionSchema } from './definition.schema.js';
import { FlowSummaryResponse, toFlowSummaryResponse } from './flow-summary.response.dto.js';
import { ProblemResponse } from './problem.response.dto.js';

/** A flow with its draft. */
@ApiSchema({ name: 'Flow', description: 'A flow with its draft.' })
export class FlowResponse extends FlowSummaryResponse {
  @ApiProperty({ type: DefinitionSchema })
  definition: object;
}

/** A flow that was saved or published. */
@ApiSchema({ name: 'SavedFlow', description: 'A flow as it was saved or published, and what is wrong with it.' })
export class SavedFlowResponse extends FlowResponse {
  @ApiProperty({
    type: [ProblemResponse],
    description:
      'Of the draft, or of the version that was published. With an `error`, a draft can be neither published nor run.',
  })
  problems: readonly ProblemResponse[];
}

/** A flow as clients see it. */
export function toFlowResponse(flow: Flow): FlowResponse {
  return Object.assign(toFlowSummaryResponse(flow), { definition: flow.definition });
}

/** A saved flow as clients see it. */
export function toSavedFlowResponse({ flow, problems }: SavedFlow): SavedFlowResponse {
  return Object.assign(toFlowResponse(flow), { problems });
}
