import { Sql } from '@app/database';
import { NO_KEYS, Vault } from '@app/encryption';
import type { Definition, Problem } from '@app/definition';
import { AppError } from '@app/errors';
import { Injectable } from '@nestjs/common';
import { checkDefinition, isRefused } from '../definition-check.js';
import { maskProblems } from '../mask-problems.js';
import type { OwnFlow } from './call-graph.js';
import { FlowTargets } from './flow-targets.js';
import { notDecided, subflowProblems } from './subflow-problems.js';

/** Checks what `validate` cannot: the flows that a definition calls, and whether there is a key for what it masks. */
@Injectable()
export class SubflowCheck {
  private readonly targets: FlowTargets;

  constructor(
    sql: Sql,
    private readonly vault: Vault = NO_KEYS,
  ) {
    this.targets = new FlowTargets(sql);
  }

  /** All problems of a definition that belongs to no flow. */
  async check(given: unknown): Promise<readonly Problem[]> {
    const problems = checkDefinition(given);
    if (isRefused(problems)) return problems;
    return [...problems, ...(await this.problems(given as Definition, null))];
  }

  /**
   * What is wrong with the flows that a definition calls, which is a version of `own`, and with what it masks. While
   * PostgreSQL cannot be reached, nothing but that is said of the flows.
   */
  async problems(definition: Definition, own: OwnFlow | null): Promise<readonly Problem[]> {
    const ofMasks = this.vault.canSeal ? [] : maskProblems(definition);
    try {
      return [...ofMasks, ...(await subflowProblems(this.targets, definition, own))];
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'DATABASE_UNAVAILABLE') throw error;
      return [...ofMasks, notDecided('PostgreSQL cannot be reached')];
    }
  }
}
