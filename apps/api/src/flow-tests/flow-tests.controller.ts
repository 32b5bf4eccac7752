import { FlowTestRunService, FlowTestService } from '@app/flow-tests';
import { Endpoint } from '@app/http';
import { Body, Controller, Delete, Get, Param, Patch, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { FlowParams } from '../flows/dto/flow.params.js';
import { CreateFlowTestDto, ReplaceFlowTestDto } from './dto/create-flow-test.dto.js';
import { FlowTestReportResponse, toFlowTestReportResponse } from './dto/flow-test-report.response.dto.js';
import { FlowTestParams } from './dto/flow-test.params.js';
import {
  FlowTestResponse,
  FlowTestSummaryResponse,
  toFlowTestResponse,
  toFlowTestSummaryResponse,
} from './dto/flow-test.response.dto.js';
import { RunFlowTestsDto } from './dto/run-flow-tests.dto.js';
import { UpdateFlowTestDto } from './dto/update-flow-test.dto.js';
import { FLOW_TEST_LINKS } from './flow-test.links.js';

/** The tests of a flow. */
@ApiTags('flows')
@Controller('flows/:id')
export class FlowTestsController {
  constructor(
    private readonly tests: FlowTestService,
    private readonly runs: FlowTestRunService,
  ) {}

  @Get('tests')
  @Endpoint({
    id: 'listFlowTests',
    summary: 'The tests of a flow, by name, without what they say',
    type: FlowTestSummaryResponse,
    list: 'whole',
    errors: ['VALIDATION_FAILED', 'FLOW_NOT_FOUND'],
  })
  async list(@Param() { id }: FlowParams): Promise<FlowTestSummaryResponse[]> {
    return (await this.tests.list(id)).map(toFlowTestSummaryResponse);
  }

  @Post('tests')
  @Endpoint({
    id: 'createFlowTest',
    summary: 'Make a test of a flow',
    description: 'The nodes that it names must be those of the draft.',
    status: 201,
    type: FlowTestResponse,
    body: CreateFlowTestDto,
    location: ({ flow_id, id }) => `flows/${flow_id}/tests/${id}`,
    links: FLOW_TEST_LINKS,
    errors: ['FLOW_NOT_FOUND', 'FLOW_ARCHIVED', 'FLOW_TEST_NAME_TAKEN', 'FLOW_TEST_LIMIT'],
  })
  async create(@Param() { id }: FlowParams, @Body() body: CreateFlowTestDto): Promise<FlowTestResponse> {
    return toFlowTestResponse(await this.tests.create(id, body));
  }

  @Get('tests/:test')
  @Endpoint({
    id: 'getFlowTest',
    summary: 'A test of a flow',
    type: FlowTestResponse,
    errors: ['VALIDATION_FAILED', 'FLOW_NOT_FOUND', 'FLOW_TEST_NOT_FOUND'],
  })
  async get(@Param() { id, test }: FlowTestParams): Promise<FlowTestResponse> {
    return toFlowTestResponse(await this.tests.get(id, test));
  }

  @Put('tests/:test')
  @Endpoint({
    id: 'replaceFlowTest',
    summary: 'Write a test anew',
    type: FlowTestResponse,
    body: ReplaceFlowTestDto,
    errors: ['FLOW_NOT_FOUND', 'FLOW_TEST_NOT_FOUND', 'FLOW_ARCHIVED', 'FLOW_TEST_NAME_TAKEN'],
  })
  async replace(@Param() { id, test }: FlowTestParams, @Body() body: ReplaceFlowTestDto): Promise<FlowTestResponse> {
    return toFlowTestResponse(await this.tests.replace(id, test, body));
  }

  @Patch('tests/:test')
  @Endpoint({
    id: 'updateFlowTest',
    summary: 'Change some fields of a test',
    description: 'What is missing stays; each field is replaced as a whole.',
    type: FlowTestResponse,
    body: UpdateFlowTestDto,
    errors: ['FLOW_NOT_FOUND', 'FLOW_TEST_NOT_FOUND', 'FLOW_ARCHIVED', 'FLOW_TEST_NAME_TAKEN'],
  })
  async update(@Param() { id, test }: FlowTestParams, @Body() body: UpdateFlowTestDto): Promise<FlowTestResponse> {
    return toFlowTestResponse(await this.tests.change(id, test, body));
  }

  @Delete('tests/:test')
  @Endpoint({
    id: 'deleteFlowTest',
    summary: 'Delete a test',
    status: 204,
    errors: ['VALIDATION_FAILED', 'FLOW_NOT_FOUND', 'FLOW_TEST_NOT_FOUND', 'FLOW_ARCHIVED'],
  })
  remove(@Param() { id, test }: FlowTestParams): Promise<void> {
    return this.tests.remove(id, test);
  }

  @Post('test')
  @Endpoint({
    id: 'testFlow',
    summary: 'Run the tests of a flow',
    description:
      'All, or those that are named, against the draft or another version, in simulations: nothing has an effect. A test that fails is answered 200 too: the answer says which, and why.',
    type: FlowTestReportResponse,
    body: RunFlowTestsDto,
    bodyOptional: true,
    errors: ['FLOW_NOT_FOUND', 'FLOW_VERSION_NOT_FOUND', 'FLOW_TEST_NOT_FOUND', 'FLOW_HAS_PROBLEMS'],
  })
  async run(@Param() { id }: FlowParams, @Body() body: RunFlowTestsDto): Promise<FlowTestReportResponse> {
    return toFlowTestReportResponse(await this.runs.run(id, body));
  }
}
