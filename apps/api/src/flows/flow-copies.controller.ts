import { FlowCopyService } from '@app/flows';
import { Endpoint } from '@app/http';
import { Body, Controller, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { DuplicateFlowDto } from './dto/duplicate-flow.dto.js';
import { FlowParams } from './dto/flow.params.js';
import { SavedFlowResponse, toSavedFlowResponse } from './dto/flow.response.dto.js';
import { toFlowContent } from './dto/to-flow-content.js';
import { FLOW_LINKS } from './flow.links.js';

/** Copies of flows. */
@ApiTags('flows')
@Controller('flows/:id')
export class FlowCopiesController {
  constructor(private readonly copies: FlowCopyService) {}

  @Post('duplicate')
  @Endpoint({
    id: 'duplicateFlow',
    summary: 'Make a copy of a flow',
    description:
      'The copy is a draft without a history, with the same tests. What the flow names, such as its sub-flows, the copy names too.',
    status: 201,
    type: SavedFlowResponse,
    body: DuplicateFlowDto,
    bodyOptional: true,
    location: ({ id }) => `flows/${id}`,
    etag: ({ version }) => version,
    links: FLOW_LINKS,
    errors: ['FLOW_NOT_FOUND', 'FLOW_VERSION_NOT_FOUND', 'FLOW_SLUG_TAKEN'],
  })
  async duplicate(@Param() { id }: FlowParams, @Body() body: DuplicateFlowDto): Promise<SavedFlowResponse> {
    return toSavedFlowResponse(await this.copies.duplicate(id, toFlowContent(body)));
  }
}
