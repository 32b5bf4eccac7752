import { type ExpectedVersions, FlowService } from '@app/flows';
import { Endpoint, IfMatch } from '@app/http';
import { Controller, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { FlowParams } from './dto/flow.params.js';
import { FlowResponse, toFlowResponse } from './dto/flow.response.dto.js';

/** Putting flows away, and taking them back. */
@ApiTags('flows')
@Controller('flows/:id')
export class FlowArchiveController {
  constructor(private readonly flows: FlowService) {}

  @Post('archive')
  @Endpoint({
    id: 'archiveFlow',
    summary: 'Make a flow read only',
    description:
      'It can be read, copied and exported, but not changed or run; runs under way go on. Archiving it again changes nothing.',
    type: FlowResponse,
    ifMatch: true,
    etag: ({ version }) => version,
    errors: ['VALIDATION_FAILED', 'FLOW_NOT_FOUND'],
  })
  async archive(@Param() { id }: FlowParams, @IfMatch() expected: ExpectedVersions): Promise<FlowResponse> {
    return toFlowResponse(await this.flows.archive(id, expected));
  }

  @Post('unarchive')
  @Endpoint({
    id: 'unarchiveFlow',
    summary: 'Take an archived flow back',
    description:
      'It is `active` where a version is published, else a `draft`. For a flow that is not archived nothing changes.',
    type: FlowResponse,
    ifMatch: true,
    etag: ({ version }) => version,
    errors: ['VALIDATION_FAILED', 'FLOW_NOT_FOUND'],
  })
  async unarchive(@Param() { id }: FlowParams, @IfMatch() expected: ExpectedVersions): Promise<FlowResponse> {
    return toFlowResponse(await this.flows.unarchive(id, expected));
  }
}
