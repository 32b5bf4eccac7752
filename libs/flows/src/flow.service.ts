import type { Problem } from '@app/definition';
import { AppError } from '@app/errors';
import { Injectable } from '@nestjs/common';
import { isDeepStrictEqual } from 'node:util';
import { type CheckedDefinition, definitionToKeep } from './definition-check.js';
import type { Flow } from './flow.entity.js';
import type { ExpectedVersions, FlowChanges, FlowContent } from './flow.inputs.js';
import { type FlowChange, FlowRepository, type NewVersion } from './flow.repository.js';
import { assertExpected, assertNotArchived, nextStatus } from './flow.rules.js';
import { freeSlug, slugOf } from './slug.js';

/** A flow that was saved, and what is wrong with its draft. */
export interface SavedFlow {
  readonly flow: Flow;
  readonly problems: readonly Problem[];
}

/** Others may take the slug that was free a moment ago. */
const SLUG_ATTEMPTS = 5;

/** Making, saving, changing and deleting flows. */
@Injectable()
export class FlowService {
  constructor(private readonly flows: FlowRepository) {}

  /** @throws AppError FLOW_NOT_FOUND */
  get(id: string): Promise<Flow> {
    return this.flows.get(id);
  }

  /** Makes a flow with draft version 1. @throws AppError VALIDATION_FAILED, FLOW_SLUG_TAKEN */
  async create(content: FlowContent): Promise<SavedFlow> {
    const checked = definitionToKeep(content.definition);
    const version = versionOf(checked, 1, content.message);
    const { name, description = null, slug } = content;
    const flow =
      slug === undefined
        ? await this.insertUnderFreeSlug({ name, description }, version)
        : await this.flows.insert({ name, description, slug }, version);
    return { flow, problems: checked.problems };
  }

  /**
   * Replaces name, description and draft, and keeps the draft as a new version; a flow that would
   * be the same afterwards stays as it is.
   * @throws AppError VALIDATION_FAILED, FLOW_NOT_FOUND, PRECONDITION_FAILED, FLOW_ARCHIVED, FLOW_SLUG_TAKEN
   */
  async replace(id: string, expected: ExpectedVersions, content: FlowContent): Promise<SavedFlow> {
    const checked = definitionToKeep(content.definition);
    const flow = await this.flows.change(id, (current) => {
      assertExpected(current, expected);
      assertNotArchived(current);
      return replacement(current, content, checked);
    });
    return { flow, problems: checked.problems };
  }

  /** Changes what has no versions. @throws AppError as `replace`, and VALIDATION_FAILED for a status that cannot be had */
  change(id: string, expected: ExpectedVersions, changes: FlowChanges): Promise<Flow> {
    return this.flows.change(id, (current) => {
      assertExpected(current, expected);
      const { status: _, ...fields } = changes;
      return { fields: { ...given(fields), status: nextStatus(current, changes) } };
    });
  }

  /** Deletes the flow; its versions and runs stay, its slug is free. @throws AppError FLOW_NOT_FOUND, PRECONDITION_FAILED */
  async remove(id: string, expected: ExpectedVersions): Promise<void> {
    await this.flows.change(id, (current) => {
      assertExpected(current, expected);
      return { fields: { deletedAt: new Date() } };
    });
  }

  private async insertUnderFreeSlug(flow: Pick<Flow, 'name' | 'description'>, version: NewVersion): Promise<Flow> {
    const wanted = slugOf(flow.name);
    for (let attempt = 1; ; attempt += 1) {
      const slug = freeSlug(wanted, await this.flows.slugsLike(wanted));
      try {
        return await this.flows.insert({ ...flow, slug }, version);
      } catch (error) {
        const taken = error instanceof AppError && error.code === 'FLOW_SLUG_TAKEN';
        if (!taken || attempt === SLUG_ATTEMPTS) throw error;
      }
    }
  }
}

function versionOf({ definition, contentHash }: CheckedDefinition, version: number, message?: string): NewVersion {
  return { version, definition, contentHash, message: message ?? null };
}

/** What a PUT writes; null: nothing would change. */
function replacement(current: Flow, content: FlowContent, checked: CheckedDefinition): FlowChange | null {
  const { name, slug = current.slug, description = null } = content;
  const { definition } = checked;
  const same =
    name === current.name &&
    slug === current.slug &&
    description === current.description &&
    isDeepStrictEqual(definition, current.definition);
  if (same) return null;
  const version = current.version + 1;
  return {
    fields: { name, slug, description, definition, version },
    version: versionOf(checked, version, content.message),
  };
}

/** The fields that were given. */
function given<T extends object>(fields: T): Partial<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Partial<T>;
}
