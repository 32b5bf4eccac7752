import { Injectable } from '@nestjs/common';
import { randomUUIDv7 } from 'node:crypto';
import type { JsonObject } from '@app/definition';
import { type ChildRequest, type FlowSource, NodeError, type ResolvedFlow } from '@app/engine';
import { AppError } from '@app/errors';
import { checkedInput } from '../admission/run-input.js';
import { type RunTerms, runTerms } from '../admission/run-terms.js';
import { PlanCache } from '../plan/plan-cache.js';
import { ChildHeadRepository } from './child-head.repository.js';
import { ChildLimits } from './child-limits.js';

/**
 * Flows that runs start as children, looked up anew for each child: what is published, and what is
 * archived, may change at any time. Plans are kept by version, which never changes.
 */
@Injectable()
export class ChildFlows implements FlowSource {
  constructor(
    private readonly heads: ChildHeadRepository,
    private readonly plans: PlanCache,
    private readonly limits: ChildLimits,
  ) {}

  /**
   * @throws NodeError FLOW_NOT_FOUND, FLOW_ARCHIVED, FLOW_NOT_PUBLISHED, FLOW_VERSION_NOT_FOUND, FLOW_HAS_PROBLEMS,
   * RUN_INPUT_INVALID, RUN_SETTINGS_INVALID, CONCURRENCY_LIMIT
   * @throws AppError DATABASE_UNAVAILABLE: whoever asks may ask again
   */
  async resolve(request: ChildRequest, parentRunId: string): Promise<ResolvedFlow> {
    try {
      return await this.look(request, parentRunId);
    } catch (error) {
      if (!(error instanceof AppError) || error.code === 'DATABASE_UNAVAILABLE') throw error;
      const { code, message, details } = error;
      throw new NodeError(code, message, details.length === 0 ? {} : { details });
    }
  }

  newRunId(): string {
    return randomUUIDv7();
  }

  private async look(request: ChildRequest, parentRunId: string): Promise<ResolvedFlow> {
    const { input, wait } = request;
    const { flowId, name, versionId, version } = await this.heads.find(request);
    const plan = await this.plans.runnablePlan(versionId);
    checkedInput(plan, input);
    const terms = runTerms(plan.settings, input, {}, Date.now());
    const concurrency = await this.limits.limitOf(flowId, terms.concurrency, wait ? parentRunId : null);
    return {
      flowVersionId: versionId,
      flow: { id: flowId, name, version },
      input,
      terms: stored({ ...terms, concurrency }, plan.settings.priority),
      counted: concurrency !== null && concurrency.onLimit !== 'queue',
    };
  }
}

/** The terms as the store takes them. Where its flow names no priority, a child has its parent's. */
function stored({ labels, concurrency, retentionMs, express }: RunTerms, priority: number | undefined): JsonObject {
  return {
    ...(priority === undefined ? {} : { priority }),
    ...(Object.keys(labels).length === 0 ? {} : { labels }),
    ...(concurrency === null ? {} : { key: concurrency.key, max_open: concurrency.limit }),
    ...(retentionMs === null ? {} : { retention_ms: retentionMs }),
    ...(express ? { express } : {}),
  };
}
