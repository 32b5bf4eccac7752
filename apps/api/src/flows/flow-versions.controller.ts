import { type ExpectedVersions, FlowVersionService } from '@app/flows';
import { Endpoint, IfMatch, type Paged, PageQuery } from '@app/http';
import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  FlowVersionResponse,
  FlowVersionSummaryResponse,
  toFlowVersionResponse,
  toFlowVersionSummaryResponse,
} from './dto/flow-version.response.dto.js';
import { FlowParams, FlowVersionParams } from './dto/flow.params.js';
import { SavedFlowResponse, toSavedFlowResponse } from './dto/flow.response.dto.js';
import { PublishFlowDto } from './dto/publish-flow.dto.js';

/** The versions of a flow, and publishing one. */
@ApiTags('flows')
@Controller('flows/:id')
export class FlowVersionsController {
  constructor(private readonly versions: FlowVersionService) {}

  @Get('versions')
  @Endpoint({
    id: 'listFlowVersions',
    summary: 'The versions of a flow, newest first',
    type: FlowVersionSummaryResponse,
    list: 'paged',
    errors: ['VALIDATION_FAILED', 'FLOW_NOT_FOUND'],
  })
  async list(@Param() { id }: FlowParams, @Query() query: PageQuery): Promise<Paged<FlowVersionSummaryResponse>> {
    return (await this.versions.list(id, query)).map(toFlowVersionSummaryResponse);
  }

  @Get('versions/:version')
  @Endpoint({
    id: 'getFlowVersion',
    summary: 'A version with its definition',
    type: FlowVersionResponse,
    errors: ['VALIDATION_FAILED', 'FLOW_NOT_FOUND', 'FLOW_VERSION_NOT_FOUND'],
  })
  async get(@Param() { id, version }: FlowVersionParams): Promise<FlowVersionResponse> {
    return toFlowVersionResponse(await this.versions.get(id, version));
  }

  @Post('publish')
  @Endpoint({
    id: 'publishFlow',
    summary: 'Make a version the one that runs use',
    description: 'Publishing the published version again changes nothing but what is said of it.',
    type: SavedFlowResponse,
    body: PublishFlowDto,
    bodyOptional: true,
    ifMatch: true,
    etag: ({ version }) => version,
    errors: ['FLOW_NOT_FOUND', 'FLOW_VERSION_NOT_FOUND', 'FLOW_ARCHIVED', 'FLOW_HAS_PROBLEMS'],
  })
  async publish(
    @Param() { id }: FlowParams,
    @IfMatch() expected: ExpectedVersions,
    @Body() body: PublishFlowDto,
  ): Promise<SavedFlowResponse> {
    return toSavedFlowResponse(await this.versions.publish(id, expected, body));
  }
}
