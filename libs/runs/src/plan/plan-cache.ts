import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { Sql, type Statement } from '@app/database';
import { compile, type Definition, type NodeTypeRegistry, type Plan } from '@app/definition';
import { NO_KEYS, Vault } from '@app/encryption';
import type { PlanSource } from '@app/engine';
import { AppError } from '@app/errors';
import { assertNoErrors, assertRunnable, maskProblems } from '@app/flows';
import { nodeTypes } from '@app/nodes';

const DEFINITION: Statement = {
  name: 'flow_versions.definition',
  text: 'select definition_json from flow_versions where id = $1',
};

/** Nodes of all plans together that are kept. */
const MAX_NODES = 200_000;

/** Versions of which it is kept whether a run of them may begin. */
const MAX_CHECKED = 10_000;

type Compiled = { readonly plan: Plan } | { readonly error: AppError };

/**
 * Plans by flow version, compiled once in a process. A version never changes, so a plan, and that
 * there is none, hold for good; the least used ones are let go.
 */
@Injectable()
export class PlanCache implements PlanSource {
  private readonly compiled = new LRUCache<string, Compiled>({
    maxSize: MAX_NODES,
    sizeCalculation: (entry) => ('plan' in entry ? entry.plan.nodes.length + 1 : 1),
  });
  private readonly checked = new LRUCache<string, { readonly error: AppError | null }>({ max: MAX_CHECKED });
  private readonly loading = new Map<string, Promise<Compiled>>();
  private readonly types: NodeTypeRegistry = nodeTypes;

  constructor(
    private readonly sql: Sql,
    private readonly vault: Vault = NO_KEYS,
  ) {}

  async plan(flowVersionId: string): Promise<Plan> {
    try {
      return await this.compiledPlan(flowVersionId);
    } catch (error) {
      if (error instanceof AppError && error.code === 'DATABASE_UNAVAILABLE') throw error;
      throw new AppError('RUN_BROKEN', 'The version of the flow that the run is pinned to cannot be run.', {
        cause: error,
      });
    }
  }

  /**
   * The plan for a run that is to begin: the definition must have no problem of severity `error`, and there must be
   * a key for what it masks. A run
   * that has begun is not asked: rules that a release adds do not stop it.
   * @throws AppError FLOW_VERSION_NOT_FOUND, FLOW_HAS_PROBLEMS, DATABASE_UNAVAILABLE
   */
  async runnablePlan(flowVersionId: string): Promise<Plan> {
    let verdict = this.checked.get(flowVersionId);
    if (verdict === undefined) {
      verdict = { error: problemsOf(await this.definition(flowVersionId)) };
      this.checked.set(flowVersionId, verdict);
    }
    if (verdict.error !== null) throw verdict.error;
    const plan = await this.compiledPlan(flowVersionId);
    if (plan.masks && !this.vault.canSeal) assertNoErrors(maskProblems(await this.definition(flowVersionId)));
    return plan;
  }

  private async compiledPlan(flowVersionId: string): Promise<Plan> {
    const entry = this.compiled.get(flowVersionId) ?? (await this.load(flowVersionId));
    if ('error' in entry) throw entry.error;
    return entry.plan;
  }

  private load(flowVersionId: string): Promise<Compiled> {
    const loading = this.loading.get(flowVersionId);
    if (loading !== undefined) return loading;
    const fresh = this.compileVersion(flowVersionId).finally(() => this.loading.delete(flowVersionId));
    this.loading.set(flowVersionId, fresh);
    return fresh;
  }

  private async compileVersion(flowVersionId: string): Promise<Compiled> {
    const entry = this.tryCompile(await this.definition(flowVersionId));
    this.compiled.set(flowVersionId, entry);
    return entry;
  }

  private async definition(flowVersionId: string): Promise<Definition> {
    const [row] = await this.sql.query<{ definition_json: Definition }>(DEFINITION, [flowVersionId]);
    if (row === undefined) throw new AppError('FLOW_VERSION_NOT_FOUND');
    return row.definition_json;
  }

  private tryCompile(definition: Definition): Compiled {
    try {
      return { plan: compile(definition, this.types) };
    } catch (error) {
      if (error instanceof AppError) return { error };
      throw error;
    }
  }
}

function problemsOf(definition: Definition): AppError | null {
  try {
    assertRunnable(definition);
    return null;
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
}
