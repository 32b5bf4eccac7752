import { type DefinitionDiff, diffDefinitions } from '@app/definition';
import { decodeCursor, encodeCursor, pageMeta, pageOffset, Paged, type PageQuery } from '@app/http';
import { Injectable } from '@nestjs/common';
import { checkDefinition } from './definition-check.js';
import { isDraft, nextDraft, saidOf } from './flow-draft.js';
import type { FlowVersion } from './flow-version.entity.js';
import { FlowVersionRepository, type FlowVersionSummary } from './flow-version.repository.js';
import type { Flow } from './flow.entity.js';
import type { ExpectedVersions, VersionNote } from './flow.inputs.js';
import { FlowRepository } from './flow.repository.js';
import { assertExpected, assertNotArchived } from './flow.rules.js';
import type { SavedFlow } from './flow.service.js';
import type { FlowPublication } from './publication/flow-publication.entity.js';
import { SubflowCheck } from './subflows/subflow-check.js';
import { numberOf, type VersionName } from './version-name.js';

const ORDER = '-version';
const CURSOR = [/^\d{1,9}$/];

/** A version, and whether it is the published one of its flow. */
export interface Published<V> {
  readonly version: V;
  readonly published: boolean;
  /** When it was published last; null: never. */
  readonly publication: FlowPublication | null;
}

/** How two versions of a flow differ. */
export interface VersionDiff {
  readonly from: Published<FlowVersionSummary>;
  readonly to: Published<FlowVersionSummary>;
  readonly difference: DefinitionDiff;
}

/** The versions of a flow. */
@Injectable()
export class FlowVersionService {
  constructor(
    private readonly flows: FlowRepository,
    private readonly versions: FlowVersionRepository,
    private readonly subflows: SubflowCheck,
  ) {}

  /** Newest first, without their definitions. @throws AppError FLOW_NOT_FOUND, VALIDATION_FAILED */
  async list(flowId: string, query: PageQuery): Promise<Paged<Published<FlowVersionSummary>>> {
    const flow = await this.flows.get(flowId);
    const cursor = query.cursor === undefined ? null : decodeCursor(query.cursor, ORDER, CURSOR);
    const below = cursor === null ? null : Number(cursor.values[0]);
    const found = await this.versions.list(flowId, below, pageOffset(query), query.per_page + 1);
    const items = found.slice(0, query.per_page);
    const last = found.length > query.per_page ? items.at(-1) : undefined;
    const next = last === undefined ? null : encodeCursor({ sort: ORDER, values: [String(last.version)] });
    const meta = pageMeta(query, await this.versions.count(flowId), next);
    return new Paged(await this.published(flow, items), meta);
  }

  /** @throws AppError FLOW_NOT_FOUND, FLOW_VERSION_NOT_FOUND */
  async get(flowId: string, version: number): Promise<Published<FlowVersion>> {
    const flow = await this.flows.get(flowId);
    const [found] = await this.published(flow, [await this.versions.get(flowId, version)]);
    return found as Published<FlowVersion>;
  }

  /** What became of version `a` in version `b`. @throws AppError FLOW_NOT_FOUND, FLOW_VERSION_NOT_FOUND */
  async diff(flowId: string, a: VersionName, b: VersionName): Promise<VersionDiff> {
    const flow = await this.flows.get(flowId);
    const versions = [
      await this.versions.get(flowId, numberOf(flow, a)),
      await this.versions.get(flowId, numberOf(flow, b)),
    ] as const;
    const [from, to] = (await this.published(flow, versions)) as [Published<FlowVersion>, Published<FlowVersion>];
    return { from, to, difference: diffDefinitions(versions[0].definition, versions[1].definition) };
  }

  /**
   * Makes a version the draft again, as a new version; where the draft is the same, nothing is written but the message.
   * @throws AppError FLOW_NOT_FOUND, PRECONDITION_FAILED, FLOW_ARCHIVED, FLOW_VERSION_NOT_FOUND
   */
  async restore(
    flowId: string,
    version: number,
    expected: ExpectedVersions,
    { message, by }: VersionNote = {},
  ): Promise<SavedFlow> {
    const flow = await this.flows.change(flowId, async (current, writer) => {
      assertExpected(current, expected);
      assertNotArchived(current);
      const old = await writer.version(flowId, version);
      if (isDraft(current, old)) return saidOf(current.version, message);
      return nextDraft(current, old, { message: message ?? `Restored version ${version}`, by });
    });
    const ofOthers = await this.subflows.problems(flow.definition, flow);
    return { flow, problems: [...checkDefinition(flow.definition), ...ofOthers] };
  }

  private async published<V extends FlowVersionSummary>(
    { id, publishedVersion }: Flow,
    versions: readonly V[],
  ): Promise<Published<V>[]> {
    const publications = await this.versions.publications(
      id,
      versions.map(({ version }) => version),
    );
    return versions.map((version) => ({
      version,
      published: version.version === publishedVersion,
      publication: publications.get(version.version) ?? null,
    }));
  }
}
