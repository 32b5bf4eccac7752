import { Endpoint, PageQuery, type Paged } from '@app/http';
import { hasEnded, RunCancelService, RunReadService } from '@app/runs';
import { Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CursorQuery } from './dto/cursor.query.js';
import { IdParams } from './dto/id.params.js';
import { ListRunsQuery } from './dto/list-runs.query.js';
import { RunDetailResponse, toRunDetailResponse } from './dto/run-detail.response.dto.js';
import { RunEventResponse } from './dto/run-event.response.dto.js';
import { RunStepResponse } from './dto/run-step.response.dto.js';
import { RunSummaryResponse, toRunSummaryResponse } from './dto/run-summary.response.dto.js';
import { RunResponse, toRunResponse } from './dto/run.response.dto.js';
import { RunPagesService } from './run-pages.service.js';

/** Steps that a run is shown with; the list of its steps has the others. */
const STEPS = 500;

/** Runs, of whatever flow. */
@ApiTags('runs')
@Controller('runs')
export class RunsController {
  constructor(
    private readonly reads: RunReadService,
    private readonly pages: RunPagesService,
    private readonly cancels: RunCancelService,
  ) {}

  @Get()
  @Endpoint({
    id: 'listRuns',
    summary: 'Runs, newest first',
    description: 'Counted up to 1,000; `total` is null where there are more.',
    type: RunSummaryResponse,
    list: 'paged',
    errors: ['VALIDATION_FAILED'],
  })
  async list(@Query() query: ListRunsQuery): Promise<Paged<RunSummaryResponse>> {
    const of = { flowId: query.flow_id, parentRunId: query.parent_run_id, sliceOf: query.slice_of };
    return (await this.pages.runs(query, of)).map(toRunSummaryResponse);
  }

  @Get(':id')
  @Endpoint({
    id: 'getRun',
    summary: 'A run with its steps',
    type: RunDetailResponse,
    errors: ['VALIDATION_FAILED', 'RUN_NOT_FOUND'],
  })
  async get(@Param() { id }: IdParams): Promise<RunDetailResponse> {
    const [run, steps] = await Promise.all([this.reads.run(id), this.reads.steps(id, STEPS)]);
    // One that has ended waits for nothing.
    const waits = hasEnded(run.status) ? [] : await this.reads.waits(id);
    return toRunDetailResponse(run, steps, waits);
  }

  @Get(':id/steps')
  @Endpoint({
    id: 'listRunSteps',
    summary: 'The steps of a run, in the order in which they began',
    type: RunStepResponse,
    list: 'paged',
    errors: ['VALIDATION_FAILED', 'RUN_NOT_FOUND'],
  })
  steps(@Param() { id }: IdParams, @Query() query: CursorQuery): Promise<Paged<RunStepResponse>> {
    return this.pages.steps(id, query);
  }

  @Get(':id/events')
  @Endpoint({
    id: 'listRunEvents',
    summary: 'What happened to a run, in order',
    type: RunEventResponse,
    list: 'paged',
    errors: ['VALIDATION_FAILED', 'RUN_NOT_FOUND'],
  })
  events(@Param() { id }: IdParams, @Query() query: PageQuery): Promise<Paged<RunEventResponse>> {
    return this.pages.events(id, query);
  }

  @Get(':id/log')
  @Endpoint({
    id: 'getRunLog',
    summary: 'The log of a run, as text',
    mediaType: 'text/plain; charset=utf-8',
    errors: ['VALIDATION_FAILED', 'RUN_NOT_FOUND'],
  })
  log(@Param() { id }: IdParams): Promise<string> {
    return this.reads.log(id);
  }

  @Post(':id/cancel')
  @Endpoint({
    id: 'cancelRun',
    summary: 'Ask a run to stop',
    description: 'The run ends as `cancelled` within a second, whatever it is doing. Asking again changes nothing.',
    status: 202,
    type: RunResponse,
    errors: ['VALIDATION_FAILED', 'RUN_NOT_FOUND', 'RUN_ENDED'],
  })
  async cancel(@Param() { id }: IdParams): Promise<RunResponse> {
    await this.cancels.cancel(id, null);
    return toRunResponse(await this.reads.run(id));
  }
}
