import { type ExpectedVersions, FlowListService, FlowService, SubflowCheck } from '@app/flows';
import { Endpoint, IfMatch, type Paged } from '@app/http';
import { Body, Controller, Delete, Get, Param, Patch, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CreateFlowDto } from './dto/create-flow.dto.js';
import { FLOW_LINKS } from './flow.links.js';
import { FlowSummaryResponse, toFlowSummaryResponse } from './dto/flow-summary.response.dto.js';
import { FlowParams } from './dto/flow.params.js';
import { FlowResponse, SavedFlowResponse, toFlowResponse, toSavedFlowResponse } from './dto/flow.response.dto.js';
import { ListFlowsQuery } from './dto/list-flows.query.js';
import { toFlowContent } from './dto/to-flow-content.js';
import { toValidationResponse, ValidationResponse } from './dto/problem.response.dto.js';
import { ReplaceFlowDto } from './dto/replace-flow.dto.js';
import { UpdateFlowDto } from './dto/update-flow.dto.js';
import { ValidateFlowDto } from './dto/validate-flow.dto.js';

/** Flows and their drafts. */
@ApiTags('flows')
@Controller('flows')
export class FlowsController {
  constructor(
    private readonly flows: FlowService,
    private readonly lists: FlowListService,
    private readonly subflows: SubflowCheck,
  ) {}

  @Post()
  @Endpoint({
    id: 'createFlow',
    summary: 'Make a flow, with its draft as version 1',
    status: 201,
    type: SavedFlowResponse,
    body: CreateFlowDto,
    location: ({ id }) => `flows/${id}`,
    etag: ({ version }) => version,
    links: FLOW_LINKS,
    errors: ['FLOW_SLUG_TAKEN'],
  })
  async create(@Body() body: CreateFlowDto): Promise<SavedFlowResponse> {
    return toSavedFlowResponse(await this.flows.create(toFlowContent(body)));
  }

  @Get()
  @Endpoint({
    id: 'listFlows',
    summary: 'Flows, without their definitions',
    type: FlowSummaryResponse,
    list: 'paged',
    errors: ['VALIDATION_FAILED'],
  })
  async list(@Query() query: ListFlowsQuery): Promise<Paged<FlowSummaryResponse>> {
    return (await this.lists.list(query)).map(toFlowSummaryResponse);
  }

  @Post('validate')
  @Endpoint({
    id: 'validateDefinition',
    summary: 'All that is wrong with a definition',
    description:
      'Nothing is saved. A definition with problems is answered 200 too: the answer is the list. While PostgreSQL is down, the flows that it calls are not looked at.',
    type: ValidationResponse,
    body: ValidateFlowDto,
    offline: true,
  })
  async validate(@Body() { definition }: ValidateFlowDto): Promise<ValidationResponse> {
    return toValidationResponse(await this.subflows.check(definition));
  }

  @Get(':id')
  @Endpoint({
    id: 'getFlow',
    summary: 'A flow with its draft',
    type: FlowResponse,
    etag: ({ version }) => version,
    errors: ['VALIDATION_FAILED', 'FLOW_NOT_FOUND'],
  })
  async get(@Param() { id }: FlowParams): Promise<FlowResponse> {
    return toFlowResponse(await this.flows.get(id));
  }

  @Put(':id')
  @Endpoint({
    id: 'replaceFlow',
    summary: 'Save a flow whole, as a new version',
    description:
      'A flow that would be the same afterwards stays as it is, with its version. A `description` that is missing is taken away; a `slug` that is missing stays.',
    type: SavedFlowResponse,
    body: ReplaceFlowDto,
    ifMatch: true,
    etag: ({ version }) => version,
    errors: ['FLOW_NOT_FOUND', 'FLOW_SLUG_TAKEN', 'FLOW_ARCHIVED'],
  })
  async replace(
    @Param() { id }: FlowParams,
    @IfMatch() expected: ExpectedVersions,
    @Body() body: ReplaceFlowDto,
  ): Promise<SavedFlowResponse> {
    return toSavedFlowResponse(await this.flows.replace(id, expected, toFlowContent(body)));
  }

  @Patch(':id')
  @Endpoint({
    id: 'updateFlow',
    summary: 'Change some of a flow: name, draft, status',
    description: 'What is missing stays. Only a definition that differs makes a new version.',
    type: SavedFlowResponse,
    body: UpdateFlowDto,
    ifMatch: true,
    etag: ({ version }) => version,
    errors: ['FLOW_NOT_FOUND', 'FLOW_SLUG_TAKEN', 'FLOW_ARCHIVED'],
  })
  async update(
    @Param() { id }: FlowParams,
    @IfMatch() expected: ExpectedVersions,
    @Body() body: UpdateFlowDto,
  ): Promise<SavedFlowResponse> {
    return toSavedFlowResponse(await this.flows.change(id, expected, toFlowContent(body)));
  }

  @Delete(':id')
  @Endpoint({
    id: 'deleteFlow',
    summary: 'Delete a flow',
    description: 'Its versions and runs are kept, and runs under way go on; its slug is free.',
    status: 204,
    ifMatch: true,
    errors: ['VALIDATION_FAILED', 'FLOW_NOT_FOUND'],
  })
  remove(@Param() { id }: FlowParams, @IfMatch() expected: ExpectedVersions): Promise<void> {
    return this.flows.remove(id, expected);
  }
}
