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
import { FlowParams, FlowVersionParams, FlowVersionsParams } from './dto/flow.params.js';
import { SavedFlowResponse, toSavedFlowResponse } from './dto/flow.response.dto.js';
import { RestoreFlowVersionDto } from './dto/restore-flow-version.dto.js';
import { toVersionDiffResponse, VersionDiffResponse } from './dto/version-diff.response.dto.js';

/** The versions of a flow. */
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

  @Get('versions/:a/diff/:b')
  @Endpoint({
    id: 'diffFlowVersions',
    summary: 'How one version differs from another',
    description:
      'By node id and field; edges by what they connect. What means something to a run stands apart from layout and looks.',
    type: VersionDiffResponse,
    errors: ['VALIDATION_FAILED', 'FLOW_NOT_FOUND', 'FLOW_VERSION_NOT_FOUND'],
  })
  async diff(@Param() { id, a, b }: FlowVersionsParams): Promise<VersionDiffResponse> {
    return toVersionDiffResponse(await this.versions.diff(id, a, b));
  }

  @Post('versions/:version/restore')
  @Endpoint({
    id: 'restoreFlowVersion',
    summary: 'Make a version the draft again',
    description:
      'As a new version: none is rewritten, and what is published stays so. Where the draft is the same already, none is written.',
    type: SavedFlowResponse,
    body: RestoreFlowVersionDto,
    bodyOptional: true,
    ifMatch: true,
    etag: ({ version }) => version,
    errors: ['FLOW_NOT_FOUND', 'FLOW_VERSION_NOT_FOUND', 'FLOW_ARCHIVED'],
  })
  async restore(
    @Param() { id, version }: FlowVersionParams,
    @IfMatch() expected: ExpectedVersions,
    @Body() body: RestoreFlowVersionDto,
  ): Promise<SavedFlowResponse> {
    return toSavedFlowResponse(await this.versions.restore(id, version, expected, body));
  }
}
