import { type ExpectedVersions, FlowPublicationService } from '@app/flows';
import { Endpoint, IfMatch, type Paged, PageQuery } from '@app/http';
import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { FlowPublicationResponse, toFlowPublicationResponse } from './dto/flow-publication.response.dto.js';
import { FlowParams } from './dto/flow.params.js';
import { SavedFlowResponse, toSavedFlowResponse } from './dto/flow.response.dto.js';
import { PublishFlowDto } from './dto/publish-flow.dto.js';

/** Publishing, and what was published when. */
@ApiTags('flows')
@Controller('flows/:id')
export class FlowPublicationsController {
  constructor(private readonly publications: FlowPublicationService) {}

  @Post('publish')
  @Endpoint({
    id: 'publishFlow',
    summary: 'Make a version the one that runs use',
    description:
      'Where the flow has `publish_requires_tests`, its tests are run with exactly that version first. An older version goes live again like any other. Publishing the published version again changes nothing; with another `message` it is recorded as one more publication.',
    type: SavedFlowResponse,
    body: PublishFlowDto,
    bodyOptional: true,
    ifMatch: true,
    etag: ({ version }) => version,
    errors: ['FLOW_NOT_FOUND', 'FLOW_VERSION_NOT_FOUND', 'FLOW_ARCHIVED', 'FLOW_HAS_PROBLEMS', 'FLOW_TESTS_FAILED'],
  })
  async publish(
    @Param() { id }: FlowParams,
    @IfMatch() expected: ExpectedVersions,
    @Body() body: PublishFlowDto,
  ): Promise<SavedFlowResponse> {
    return toSavedFlowResponse(await this.publications.publish(id, expected, body));
  }

  @Get('publications')
  @Endpoint({
    id: 'listFlowPublications',
    summary: 'What was published of a flow, newest first',
    type: FlowPublicationResponse,
    list: 'paged',
    errors: ['VALIDATION_FAILED', 'FLOW_NOT_FOUND'],
  })
  async list(@Param() { id }: FlowParams, @Query() query: PageQuery): Promise<Paged<FlowPublicationResponse>> {
    return (await this.publications.list(id, query)).map(toFlowPublicationResponse);
  }
}
