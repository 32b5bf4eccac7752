import { Injectable } from '@nestjs/common';
import { DEFAULT_ORGANIZATION_ID } from '@app/database';
import { AppError } from '@app/errors';
import type { RunDetail, RunEventView, StepPage } from './run-detail.js';
import { RunDetailRepository, type StepPosition } from './run-detail.repository.js';
import type { PageRequest, RunFilter } from './run-filter.js';
import { RunListRepository, type RunPage } from './run-list.repository.js';
import { RunStatusRepository } from './run-status.repository.js';
import type { RunWaitView } from './run-wait-view.js';
import { RunWaitsRepository } from './run-waits.repository.js';
import { CallWaitsRepository } from '../task-queues/call-waits.repository.js';

const MAX_WAITS = 100;

/** A page of a list, with how many rows there are in all. */
export interface CountedRunPage extends RunPage {
  /** null: more than are counted, or not counted. */
  readonly total: number | null;
}

/** Reads of runs. Needs PostgreSQL only. */
@Injectable()
export class RunReadService {
  constructor(
    private readonly lists: RunListRepository,
    private readonly details: RunDetailRepository,
    private readonly statuses: RunStatusRepository,
    private readonly waiting: RunWaitsRepository,
    private readonly calls: CallWaitsRepository,
  ) {}

  /** A page of runs, newest first; counted, but for a page after a cursor. */
  async list(filter: RunFilter, page: PageRequest): Promise<CountedRunPage> {
    const [runs, total] = await Promise.all([
      this.lists.page(DEFAULT_ORGANIZATION_ID, filter, page),
      page.after === undefined ? this.lists.total(DEFAULT_ORGANIZATION_ID, filter) : null,
    ]);
    return { ...runs, total };
  }

  /** @throws AppError RUN_NOT_FOUND */
  async run(runId: string): Promise<RunDetail> {
    return found(await this.details.run(runId));
  }

  /** The events, people and foreign code that the run waits for, 100 at most; none where there is no such run. */
  async waits(runId: string): Promise<RunWaitView[]> {
    const waits = await Promise.all([this.waiting.waits(runId), this.calls.waits(runId)]);
    return waits.flat().slice(0, MAX_WAITS);
  }

  /** @throws AppError RUN_NOT_FOUND */
  async steps(runId: string, perPage: number, after?: StepPosition): Promise<StepPage> {
    const page = await this.details.steps(runId, perPage, after);
    if (page.steps.length === 0) found(await this.statuses.status(runId));
    return page;
  }

  /** Up to `limit` events after the number `seq`, and how many there are in all. @throws AppError RUN_NOT_FOUND */
  async events(runId: string, seq: number, limit: number): Promise<{ events: RunEventView[]; total: number }> {
    const total = found(await this.details.seq(runId));
    return { events: await this.details.events(runId, seq, limit), total };
  }

  /** @throws AppError FLOW_NOT_FOUND */
  async requireFlow(flowId: string): Promise<void> {
    if (!(await this.statuses.hasFlow(flowId))) throw new AppError('FLOW_NOT_FOUND');
  }

  /** @throws AppError RUN_NOT_FOUND */
  async log(runId: string): Promise<string> {
    return found(await this.details.log(runId));
  }
}

function found<T>(value: T | null): T {
  if (value === null) throw new AppError('RUN_NOT_FOUND');
  return value;
}
