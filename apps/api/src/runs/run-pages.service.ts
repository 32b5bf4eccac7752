import { pageMeta, Paged, pageOffset, type PageQuery } from '@app/http';
import { type LabelFilter, type RunFilter, RunReadService, type RunSummary } from '@app/runs';
import { Injectable } from '@nestjs/common';
import type { CursorQuery } from './dto/cursor.query.js';
import { type RunEventResponse, toRunEventResponse } from './dto/run-event.response.dto.js';
import { type RunStepResponse, toRunStepResponse } from './dto/run-step.response.dto.js';
import type { ListFlowRunsQuery } from './dto/list-flow-runs.query.js';
import { eventCursor, readEventCursor, readRunCursor, readStepCursor, runCursor, stepCursor } from './run-cursors.js';

/** Reads pages as their queries ask for them. */
@Injectable()
export class RunPagesService {
  constructor(private readonly reads: RunReadService) {}

  /** Runs: of a flow, of a run, or all. */
  async runs(
    query: ListFlowRunsQuery,
    of: Pick<RunFilter, 'flowId' | 'parentRunId' | 'sliceOf'>,
  ): Promise<Paged<RunSummary>> {
    const filter: RunFilter = {
      ...of,
      statuses: query.status,
      labels: query.label?.map(toLabel),
      createdAfter: query.created_after,
      createdBefore: query.created_before,
      startedAfter: query.started_after,
      startedBefore: query.started_before,
    };
    const after = readRunCursor(filter, query.cursor);
    const page = await this.reads.list(filter, { perPage: query.per_page, after, offset: pageOffset(query) });
    return new Paged(page.runs, pageMeta(query, page.total, runCursor(filter, page)));
  }

  /** A run's steps. */
  async steps(runId: string, query: CursorQuery): Promise<Paged<RunStepResponse>> {
    const page = await this.reads.steps(runId, query.per_page, readStepCursor(query.cursor));
    return new Paged(page.steps.map(toRunStepResponse), pageMeta(query, null, stepCursor(page)));
  }

  /** A run's events; their numbers have no gaps, so a page of them is a range. */
  async events(runId: string, query: PageQuery): Promise<Paged<RunEventResponse>> {
    const after = query.cursor === undefined ? pageOffset(query) : readEventCursor(query.cursor);
    const { events, total } = await this.reads.events(runId, after, query.per_page);
    const last = events.at(-1)?.seq ?? total;
    const meta = pageMeta(query, total, last < total ? eventCursor(last) : null);
    return new Paged(events.map(toRunEventResponse), meta);
  }
}

function toLabel(text: string): LabelFilter {
  const colon = text.indexOf(':');
  return { name: text.slice(0, colon), value: text.slice(colon + 1) };
}
