import type { Definition } from '@app/definition';
import { decodeCursor, encodeCursor, pageMeta, pageOffset, Paged, type PageQuery } from '@app/http';
import { Injectable } from '@nestjs/common';
import { assertRunnable } from './definition-check.js';
import type { FlowVersion } from './flow-version.entity.js';
import { FlowVersionRepository, type FlowVersionSummary } from './flow-version.repository.js';
import { saidOf } from './flow-draft.js';
import type { Flow } from './flow.entity.js';
import type { ExpectedVersions } from './flow.inputs.js';
import { FlowRepository } from './flow.repository.js';
import { assertExpected, assertNotArchived } from './flow.rules.js';
import type { SavedFlow } from './flow.service.js';

const ORDER = '-version';
const CURSOR = [/^\d{1,9}$/];

/** A version, and whether it is the published one of its flow. */
export interface Published<V> {
  readonly version: V;
  readonly published: boolean;
}

/** What is published, and what is said of it. */
export interface Publication {
  /** Missing: the draft. */
  readonly version?: number | undefined;
  /** Replaces what was said of the version when it was saved. */
  readonly message?: string | undefined;
}

/** The versions of a flow, and which of them is published. */
@Injectable()
export class FlowVersionService {
  constructor(
    private readonly flows: FlowRepository,
    private readonly versions: FlowVersionRepository,
  ) {}

  /** Newest first, without their definitions. @throws AppError FLOW_NOT_FOUND, VALIDATION_FAILED */
  async list(flowId: string, query: PageQuery): Promise<Paged<Published<FlowVersionSummary>>> {
    const { publishedVersion } = await this.flows.get(flowId);
    const cursor = query.cursor === undefined ? null : decodeCursor(query.cursor, ORDER, CURSOR);
    const below = cursor === null ? null : Number(cursor.values[0]);
    const found = await this.versions.list(flowId, below, pageOffset(query), query.per_page + 1);
    const items = found.slice(0, query.per_page);
    const last = found.length > query.per_page ? items.at(-1) : undefined;
    const next = last === undefined ? null : encodeCursor({ sort: ORDER, values: [String(last.version)] });
    const meta = pageMeta(query, await this.versions.count(flowId), next);
    return new Paged(
      items.map((version) => ({ version, published: version.version === publishedVersion })),
      meta,
    );
  }

  /** @throws AppError FLOW_NOT_FOUND, FLOW_VERSION_NOT_FOUND */
  async get(flowId: string, version: number): Promise<Published<FlowVersion>> {
    const { publishedVersion } = await this.flows.get(flowId);
    return { version: await this.versions.get(flowId, version), published: version === publishedVersion };
  }

  /**
   * Makes a version, the draft where none is named, the one that triggers and runs use.
   * @throws AppError FLOW_NOT_FOUND, PRECONDITION_FAILED, FLOW_ARCHIVED, FLOW_VERSION_NOT_FOUND, FLOW_HAS_PROBLEMS
   */
  async publish(
    flowId: string,
    expected: ExpectedVersions,
    { version, message }: Publication = {},
  ): Promise<SavedFlow> {
    let problems: SavedFlow['problems'] = [];
    const flow = await this.flows.change(flowId, async (current) => {
      assertExpected(current, expected);
      assertNotArchived(current);
      const publishedVersion = version ?? current.version;
      problems = assertRunnable(await this.definitionOf(current, publishedVersion));
      const same = publishedVersion === current.publishedVersion;
      return { ...saidOf(publishedVersion, message), fields: same ? {} : { publishedVersion, status: 'active' } };
    });
    return { flow, problems };
  }

  private async definitionOf(flow: Flow, version: number): Promise<Definition> {
    return version === flow.version ? flow.definition : (await this.versions.get(flow.id, version)).definition;
  }
}
