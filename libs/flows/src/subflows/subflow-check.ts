import { Sql } from '@app/database';
import type { Definition, Problem } from '@app/definition';
import { AppError } from '@app/errors';
import { Injectable } from '@nestjs/common';
import { checkDefinition, isRefused } from '../definition-check.js';
import type { OwnFlow } from './call-graph.js';
import { FlowTargets } from './flow-targets.js';
import { notDecided, subflowProblems } from './subflow-problems.js';

/** Checks what `validate` cannot: the flows that a definition calls. */
@Injectable()
export class SubflowCheck {
  private readonly targets: FlowTargets;

  constructor(sql: Sql) {
    this.targets = new FlowTargets(sql);
  }

  /** All problems of a definition that belongs to no flow. */
  async check(given: unknown): Promise<readonly Problem[]> {
    const problems = checkDefinition(given);
    if (isRefused(problems)) return problems;
    return [...problems, ...(await this.problems(given as Definition, null))];
  }

  /**
   * What is wrong with the flows that a definition calls, which is a version of `own`. While PostgreSQL cannot
   * be reached, nothing but that is said.
   */
  async problems(definition: Definition, own: OwnFlow | null): Promise<readonly Problem[]> {
    try {
      return await subflowProblems(this.targets, definition, own);
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'DATABASE_UNAVAILABLE') throw error;
      return [notDecided('PostgreSQL cannot be reached')];
    }
  }
}
