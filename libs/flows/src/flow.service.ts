import type { Problem } from '@app/definition';
import { AppError } from '@app/errors';
import { Injectable } from '@nestjs/common';
import { checkDefinition } from './definition-check.js';
import { changedFields, isDraft, newVersion, nextDraft, saidOf } from './flow-draft.js';
import type { NewVersion } from './flow-change.js';
import { livingStatus } from './flow-status.js';
import type { Flow } from './flow.entity.js';
import type { ExpectedVersions, FlowChanges, FlowContent } from './flow.inputs.js';
import { FlowRepository } from './flow.repository.js';
import { assertExpected, assertNotArchived, nextStatus } from './flow.rules.js';
import { freeSlug, slugOf } from './slug.js';
import type { NewFlow } from './flow-writer.js';
import { SubflowCheck } from './subflows/subflow-check.js';
import type { FlowTestContent } from './test-cases/flow-test-content.js';

/** A flow that was saved, and what is wrong with its draft; one that was published, and what is wrong with that version. */
export interface SavedFlow {
  readonly flow: Flow;
  readonly problems: readonly Problem[];
}

/** Others may take the slug that was free a moment ago. */
const SLUG_ATTEMPTS = 5;

/** Making, saving, changing and deleting flows. */
@Injectable()
export class FlowService {
  constructor(
    private readonly flows: FlowRepository,
    private readonly subflows: SubflowCheck,
  ) {}

  /** @throws AppError FLOW_NOT_FOUND */
  get(id: string): Promise<Flow> {
    return this.flows.get(id);
  }

  /** Makes a flow with draft version 1, and tests of its own. @throws AppError FLOW_SLUG_TAKEN */
  async create(content: FlowContent, tests: readonly FlowTestContent[] = []): Promise<SavedFlow> {
    const { name, description = null, slug, publishRequiresTests = false, definition } = content;
    const version = newVersion(definition, 1, content);
    const fields = { name, description, publishRequiresTests };
    const flow =
      slug === undefined
        ? await this.insertUnderFreeSlug(fields, version, tests)
        : await this.flows.insert({ ...fields, slug }, version, tests);
    return this.saved(flow, definition.problems);
  }

  /**
   * Replaces name, description and draft, and keeps the draft as a new version; a flow that would
   * be the same afterwards stays as it is.
   * @throws AppError FLOW_NOT_FOUND, PRECONDITION_FAILED, FLOW_ARCHIVED, FLOW_SLUG_TAKEN
   */
  async replace(id: string, expected: ExpectedVersions, content: FlowContent): Promise<SavedFlow> {
    const { name, slug, description = null, publishRequiresTests, definition, message } = content;
    const flow = await this.flows.change(id, (current) => {
      assertExpected(current, expected);
      assertNotArchived(current);
      const fields = changedFields(current, { name, slug, description, publishRequiresTests });
      if (Object.keys(fields).length === 0 && isDraft(current, definition)) return saidOf(current.version, message);
      return { fields, ...nextDraft(current, definition, content) };
    });
    return this.saved(flow, definition.problems);
  }

  /**
   * Changes what is named, and keeps a draft that differs as a new version.
   * @throws AppError as `replace`, and VALIDATION_FAILED for a status that cannot be had
   */
  async change(id: string, expected: ExpectedVersions, changes: FlowChanges): Promise<SavedFlow> {
    const { name, slug, description, publishRequiresTests, definition, message } = changes;
    const flow = await this.flows.change(id, (current) => {
      assertExpected(current, expected);
      const status = nextStatus(current, changes);
      const fields = changedFields(current, { name, slug, description, publishRequiresTests, status });
      if (definition === undefined || isDraft(current, definition))
        return { fields, ...saidOf(current.version, message) };
      return { fields, ...nextDraft(current, definition, changes) };
    });
    return this.saved(flow, definition?.problems ?? checkDefinition(flow.definition));
  }

  /** Makes the flow read only; runs under way go on. @throws AppError FLOW_NOT_FOUND, PRECONDITION_FAILED */
  archive(id: string, expected: ExpectedVersions): Promise<Flow> {
    return this.flows.change(id, (current) => {
      assertExpected(current, expected);
      return { fields: changedFields(current, { status: 'archived' }) };
    });
  }

  /** Gives an archived flow the status back that it is to have by its publication. @throws AppError as `archive` */
  unarchive(id: string, expected: ExpectedVersions): Promise<Flow> {
    return this.flows.change(id, (current) => {
      assertExpected(current, expected);
      return { fields: changedFields(current, { status: livingStatus(current.publishedVersion) }) };
    });
  }

  /** Deletes the flow; its versions and runs stay, its slug is free. @throws AppError FLOW_NOT_FOUND, PRECONDITION_FAILED */
  async remove(id: string, expected: ExpectedVersions): Promise<void> {
    await this.flows.change(id, (current) => {
      assertExpected(current, expected);
      return { fields: { deletedAt: new Date() } };
    });
  }

  private async saved(flow: Flow, problems: readonly Problem[]): Promise<SavedFlow> {
    return { flow, problems: [...problems, ...(await this.subflows.problems(flow.definition, flow))] };
  }

  private async insertUnderFreeSlug(
    flow: Omit<NewFlow, 'id' | 'slug'>,
    version: NewVersion,
    tests: readonly FlowTestContent[],
  ): Promise<Flow> {
    const wanted = slugOf(flow.name);
    for (let attempt = 1; ; attempt += 1) {
      const slug = freeSlug(wanted, await this.flows.slugsLike(wanted));
      try {
        return await this.flows.insert({ ...flow, slug }, version, tests);
      } catch (error) {
        const taken = error instanceof AppError && error.code === 'FLOW_SLUG_TAKEN';
        if (!taken || attempt === SLUG_ATTEMPTS) throw error;
      }
    }
  }
}
