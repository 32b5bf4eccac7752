import { Injectable } from '@nestjs/common';
import type { Json } from '@app/definition';
import { AppError } from '@app/errors';
import { PlanCache } from '../plan/plan-cache.js';
import type { RunSummary } from '../read/run-summary.js';
import { isRefusal } from '../store/refusal.js';
import { FlowHeadCache } from './flow-head.cache.js';
import { RunAdmitter } from './run-admitter.js';
import { checkedInput, invalid } from './run-input.js';

/** What a run is started with. */
export interface StartRun {
  readonly flowId: string;
  /** Missing: the published version, or the draft where none is published. */
  readonly version?: number | undefined;
  /** Missing: `{}`. */
  readonly input?: Json | undefined;
  /** What started it: `api`. */
  readonly trigger: string;
  /** Who started it. */
  readonly by?: string | null;
}

/** How often a head that changes under our hands is looked up again. */
const MAX_TRIES = 5;

/** Takes runs in. Needs PostgreSQL only. */
@Injectable()
export class RunAdmissionService {
  constructor(
    private readonly heads: FlowHeadCache,
    private readonly plans: PlanCache,
    private readonly admitter: RunAdmitter,
  ) {}

  /**
   * Inserts the run as `queued`, pinned to its version, with its first event; resolves after the commit.
   * @throws AppError FLOW_NOT_FOUND, FLOW_ARCHIVED, FLOW_VERSION_NOT_FOUND, FLOW_HAS_PROBLEMS, RUN_INPUT_INVALID, DATABASE_UNAVAILABLE
   */
  async start(request: StartRun): Promise<RunSummary> {
    const { flowId, version = null } = request;
    let head = await this.heads.head(flowId, version);
    for (let tries = 0; tries < MAX_TRIES; tries += 1) {
      const plan = await this.plans.runnablePlan(head.versionId);
      const input = checkedInput(plan, request.input === undefined ? {} : request.input);
      const { trigger, by = null } = request;
      const admitted = await this.insert({ head, named: version !== null, input, trigger, by });
      if (admitted !== null) return toQueued(admitted, head, trigger);
      head = await this.heads.reload(flowId, version);
    }
    throw new AppError('INTERNAL', 'The flow changes faster than a run of it can be started.');
  }

  private async insert(admission: Parameters<RunAdmitter['admit']>[0]) {
    try {
      return await this.admitter.admit(admission);
    } catch (error) {
      if (!isRefusal(error)) throw error;
      throw invalid([{ path: 'input', message: 'cannot be stored' }], error);
    }
  }
}

function toQueued(
  { id, name, created_at }: { id: string; name: string; created_at: number },
  head: { flowId: string; version: number },
  trigger: string,
): RunSummary {
  const createdAt = new Date(created_at);
  return {
    id,
    flowId: head.flowId,
    flowName: name,
    flowVersion: head.version,
    status: 'queued',
    trigger,
    priority: 3,
    labels: {},
    parentRunId: null,
    temporalWorkflowId: `run-${id}`,
    error: null,
    createdAt,
    startedAt: null,
    finishedAt: null,
    updatedAt: createdAt,
  };
}
