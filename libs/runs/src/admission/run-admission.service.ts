import { Injectable } from '@nestjs/common';
import type { Json, Plan } from '@app/definition';
import { AppError, type ErrorCode } from '@app/errors';
import { PlanCache } from '../plan/plan-cache.js';
import type { RunSummary } from '../read/run-summary.js';
import { isRefusal } from '../store/refusal.js';
import { FlowHeadCache } from './flow-head.cache.js';
import type { Admission, Admitted } from './admission.js';
import type { FlowHead } from './flow-head.repository.js';
import { LimitedRunAdmitter } from './limited-run-admitter.js';
import { RunAdmitter } from './run-admitter.js';
import { checkedInput, invalid } from './run-input.js';
import { type AskedTerms, runTerms } from './run-terms.js';

/** What a run is started with; priority and labels win over those of the flow's settings. */
export interface StartRun extends AskedTerms {
  readonly flowId: string;
  /** Missing: the published version, or the draft where none is published. */
  readonly version?: number | undefined;
  /** Missing: `{}`. */
  readonly input?: Json | undefined;
  /** What started it: `api`. */
  readonly trigger: string;
  /** Who started it. */
  readonly by?: string | null | undefined;
}

/** How often a head that changes under our hands is looked up again. */
const MAX_TRIES = 5;

/** What a version of a flow refuses a run with. */
const REFUSALS: ReadonlySet<ErrorCode> = new Set([
  'FLOW_HAS_PROBLEMS',
  'RUN_INPUT_INVALID',
  'RUN_SETTINGS_INVALID',
  'CONCURRENCY_LIMIT',
]);

/** Takes runs in. Needs PostgreSQL only. */
@Injectable()
export class RunAdmissionService {
  constructor(
    private readonly heads: FlowHeadCache,
    private readonly plans: PlanCache,
    private readonly admitter: RunAdmitter,
    private readonly limited: LimitedRunAdmitter,
  ) {}

  /**
   * Inserts the run as `queued`, pinned to its version, with its first event; resolves after the commit.
   * @throws AppError FLOW_NOT_FOUND, FLOW_ARCHIVED, FLOW_VERSION_NOT_FOUND, FLOW_HAS_PROBLEMS, RUN_INPUT_INVALID,
   * RUN_SETTINGS_INVALID, CONCURRENCY_LIMIT, DATABASE_UNAVAILABLE
   */
  async start(request: StartRun): Promise<RunSummary> {
    const { flowId, version = null } = request;
    let head = await this.heads.head(flowId, version);
    for (let tries = 0; tries < MAX_TRIES; tries += 1) {
      const outcome = await this.tryWith(request, head);
      if (outcome !== null && !(outcome instanceof AppError)) return outcome;
      const fresh = await this.heads.reload(flowId, version);
      // What a version refuses that is not the one any more decides nothing.
      if (outcome !== null && fresh.versionId === head.versionId) throw outcome;
      head = fresh;
    }
    throw new AppError('INTERNAL', 'The flow changes faster than a run of it can be started.');
  }

  /** @returns null when the head is out of date; an error when the version refuses the run */
  private async tryWith(request: StartRun, head: FlowHead): Promise<RunSummary | AppError | null> {
    try {
      const admission = toAdmission(request, head, await this.plans.runnablePlan(head.versionId));
      const admitted = await this.insert(admission);
      return admitted === null ? null : toQueued(admitted, admission);
    } catch (error) {
      if (error instanceof AppError && REFUSALS.has(error.code)) return error;
      throw error;
    }
  }

  private async insert(admission: Admission): Promise<Admitted | null> {
    const { concurrency } = admission.terms;
    try {
      if (concurrency === null || concurrency.onLimit === 'queue') return await this.admitter.admit(admission);
      return await this.limited.admit(admission);
    } catch (error) {
      if (!isRefusal(error)) throw error;
      throw invalid([{ path: 'input', message: 'cannot be stored' }], error);
    }
  }
}

/** @throws AppError RUN_INPUT_INVALID, RUN_SETTINGS_INVALID */
function toAdmission(request: StartRun, head: FlowHead, plan: Plan): Admission {
  const { version, input = {}, trigger, by = null } = request;
  const text = checkedInput(plan, input);
  const terms = runTerms(plan.settings, input, request, Date.now());
  return { head, named: version !== undefined, input: text, trigger, by, terms };
}

function toQueued({ id, name, created_at }: Admitted, { head, trigger, terms }: Admission): RunSummary {
  const createdAt = new Date(created_at);
  return {
    id,
    flowId: head.flowId,
    flowName: name,
    flowVersion: head.version,
    status: 'queued',
    trigger,
    priority: terms.priority,
    labels: terms.labels,
    concurrencyKey: terms.concurrency?.key ?? null,
    parentRunId: null,
    parentPath: null,
    temporalWorkflowId: terms.express ? null : `run-${id}`,
    error: null,
    createdAt,
    startedAt: null,
    finishedAt: null,
    updatedAt: createdAt,
  };
}
