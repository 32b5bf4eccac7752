import { Endpoint, type Paged } from '@app/http';
import { RunReadService } from '@app/runs';
import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { IdParams } from './dto/id.params.js';
import { ListFlowRunsQuery } from './dto/list-flow-runs.query.js';
import { RunSummaryResponse, toRunSummaryResponse } from './dto/run-summary.response.dto.js';
import { RunResponse, toRunResponse } from './dto/run.response.dto.js';
import { StartRunDto } from './dto/start-run.dto.js';
import { StartRunQuery } from './dto/start-run.query.js';
import { RUN_LINKS } from './run.links.js';
import { RunPagesService } from './run-pages.service.js';
import { type ClientGone, WhenClientGone } from './start/client-gone.decorator.js';
import { RunStartService } from './start/run-start.service.js';

/** The runs of a flow. */
@ApiTags('runs')
@Controller('flows/:id')
export class FlowRunsController {
  constructor(
    private readonly starts: RunStartService,
    private readonly reads: RunReadService,
    private readonly pages: RunPagesService,
  ) {}

  @Post('run')
  @Endpoint({
    id: 'startRun',
    summary: 'Start a run of a flow',
    description:
      'The run is accepted once the answer is 202, even while Temporal is down. With `wait` the answer is held until the run has ended, or until then; it is 202 either way, with the run as it is.',
    status: 202,
    type: RunResponse,
    body: StartRunDto,
    bodyOptional: true,
    location: ({ id }) => `runs/${id}`,
    links: RUN_LINKS,
    errors: [
      'RUN_INPUT_INVALID',
      'RUN_SETTINGS_INVALID',
      'FLOW_NOT_FOUND',
      'FLOW_VERSION_NOT_FOUND',
      'FLOW_ARCHIVED',
      'FLOW_HAS_PROBLEMS',
      'CONCURRENCY_LIMIT',
    ],
  })
  async start(
    @Param() { id }: IdParams,
    @Query() { wait }: StartRunQuery,
    @Body() { input, version, priority, labels, by }: StartRunDto,
    @WhenClientGone() gone: ClientGone,
  ): Promise<RunResponse> {
    const run = { flowId: id, version, input, priority, labels, by, trigger: 'api' };
    return toRunResponse(await this.starts.start(run, wait, gone));
  }

  @Get('runs')
  @Endpoint({
    id: 'listFlowRuns',
    summary: 'The runs of a flow, newest first',
    description: 'Counted up to 1,000; `total` is null where there are more.',
    type: RunSummaryResponse,
    list: 'paged',
    errors: ['VALIDATION_FAILED', 'FLOW_NOT_FOUND'],
  })
  async list(@Param() { id }: IdParams, @Query() query: ListFlowRunsQuery): Promise<Paged<RunSummaryResponse>> {
    await this.reads.requireFlow(id);
    return (await this.pages.runs(query, { flowId: id })).map(toRunSummaryResponse);
  }
}
