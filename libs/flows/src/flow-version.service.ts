import type { Definition } from '@app/definition';
import { decodeCursor, encodeCursor, pageMeta, pageOffset, Paged, type PageQuery } from '@app/http';
import { Injectable } from '@nestjs/common';
import { assertRunnable } from './definition-check.js';
import type { FlowVersion } from './flow-version.entity.js';
import { FlowVersionRepository, type FlowVersionSummary } from './flow-version.repository.js';
import type { Flow } from './flow.entity.js';
import type { ExpectedVersions } from './flow.inputs.js';
import { FlowRepository } from './flow.repository.js';
import { assertExpected, assertNotArchived } from './flow.rules.js';

const ORDER = '-version';
const CURSOR = [/^\d{1,9}$/];

/** A version, and whether it is the published one of its flow. */
export interface Published<V> {
  readonly version: V;
  readonly published: boolean;
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
  publish(flowId: string, expected: ExpectedVersions, version?: number): Promise<Flow> {
    return this.flows.change(flowId, async (current) => {
      assertExpected(current, expected);
      assertNotArchived(current);
      const publishedVersion = version ?? current.version;
      assertRunnable(await this.definitionOf(current, publishedVersion));
      if (publishedVersion === current.publishedVersion) return null;
      return { fields: { publishedVersion, status: 'active' } };
    });
  }

  private async definitionOf(flow: Flow, version: number): Promise<Definition> {
    return version === flow.version ? flow.definition : (await this.versions.get(flow.id, version)).definition;
  }
}
