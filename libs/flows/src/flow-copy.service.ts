import { Injectable } from '@nestjs/common';
import { checkDefinition } from './definition-check.js';
import { FlowVersionRepository } from './flow-version.repository.js';
import type { FlowContent, VersionNote } from './flow.inputs.js';
import { FlowRepository } from './flow.repository.js';
import { FlowService, type SavedFlow } from './flow.service.js';
import { FlowTestRepository } from './test-cases/flow-test.repository.js';

/** Characters that a flow's name may have. */
export const MAX_NAME = 200;

/** What is to be copied, and what the copy is called. */
export interface FlowCopy
  extends VersionNote, Partial<Pick<FlowContent, 'name' | 'slug' | 'description' | 'publishRequiresTests'>> {
  /** Missing: the draft. */
  readonly version?: number | undefined;
}

/** Copies of flows. */
@Injectable()
export class FlowCopyService {
  constructor(
    private readonly flows: FlowRepository,
    private readonly versions: FlowVersionRepository,
    private readonly service: FlowService,
    private readonly tests: FlowTestRepository,
  ) {}

  /**
   * Makes a flow, a draft without a history, of a version of another one, archived or not, with its tests.
   * @throws AppError FLOW_NOT_FOUND, FLOW_VERSION_NOT_FOUND, FLOW_SLUG_TAKEN
   */
  async duplicate(flowId: string, copy: FlowCopy = {}): Promise<SavedFlow> {
    const flow = await this.flows.get(flowId);
    const { name = nameOfCopy(flow.name), slug, description = flow.description, version = flow.version, by } = copy;
    const { publishRequiresTests = flow.publishRequiresTests } = copy;
    const { definition, contentHash } = await this.versions.get(flowId, version);
    const { message = `Copy of version ${version} of ${flow.name}` } = copy;
    const problems = checkDefinition(definition);
    const checked = { definition, contentHash, problems };
    return this.service.create(
      { name, slug, description, publishRequiresTests, definition: checked, message, by },
      await this.tests.list(flowId),
    );
  }
}

/** `NAME (copy)`, no longer than a name may be. */
export function nameOfCopy(name: string): string {
  const tail = ' (copy)';
  // Half of a surrogate pair could not be stored.
  return `${name.slice(0, MAX_NAME - tail.length).replace(/[\ud800-\udbff]$/, '')}${tail}`;
}
