import { type SubflowReference, subflowReferences } from '@app/definition';
import { AppError } from '@app/errors';
import type { FlowVersion } from '../flow-version.entity.js';
import type { FlowTestContent } from '../test-cases/flow-test-content.js';
import type { ExportedFlow, FlowHead } from './flow-export.js';
import type { FlowSnapshot, VersionKey } from './flow-snapshot.js';
import { TRANSFER_LIMITS } from './transfer-limits.js';

/** PostgreSQL's `integer`. */
const MAX_VERSION = 2_147_483_647;

/** A flow that is part of the export: its head's number, null while it is named by number only, and its versions. */
interface Collected {
  readonly flow: FlowHead;
  head: number | null;
  /** null while it is not read, or where it is not there. */
  readonly versions: Map<number, FlowVersion | null>;
}

/** What a flow needs, as far as it was found. */
export class ExportCollection {
  /** By id, in the order in which they were met. */
  private readonly flows = new Map<string, Collected>();
  /** Ids by the names that definitions use; null: there is no such flow. */
  private readonly ids = new Map<string, string | null>();
  private bytes = 0;
  private definitions = 0;

  constructor(private readonly snapshot: FlowSnapshot) {}

  /**
   * Reads a version of a flow, all versions that it names, those that they name, and so on: all that are met with the
   * same number of steps at once.
   * @throws AppError FLOW_EXPORT_TOO_LARGE
   */
  async collect(flow: FlowHead, version: number): Promise<void> {
    this.add(flow);
    let wanted = this.want(flow.id, version, true);
    while (wanted.length > 0) {
      const references = (await this.read(wanted)).flatMap(({ definition }) => subflowReferences(definition));
      await this.findFlows(references);
      wanted = references.flatMap((reference) => this.follow(reference));
    }
  }

  /** The flows, the first one first, with their tests. Those of which nothing is there are left out. @throws AppError FLOW_EXPORT_TOO_LARGE */
  async exported(): Promise<ExportedFlow[]> {
    const tests = await this.readTests();
    return [...this.flows.values()].flatMap(({ flow, head, versions }) => {
      const found = [...versions.values()].filter((each) => each !== null).toSorted((a, b) => a.version - b.version);
      const top = found.find(({ version }) => version === head) ?? found.at(-1);
      return top === undefined
        ? []
        : [{ flow, head: top, pinned: found.filter((each) => each !== top), tests: tests.get(flow.id) ?? [] }];
    });
  }

  /** What is named and was not found. */
  missing(): string[] {
    const names = [...this.ids].filter(([, id]) => id === null).map(([name]) => name);
    const versions = [...this.flows.values()].flatMap(({ flow, versions: all }) =>
      [...all].filter(([, found]) => found === null).map(([version]) => `${flow.slug}@${version}`),
    );
    return [...names, ...versions].toSorted();
  }

  private add(flow: FlowHead): void {
    if (!this.flows.has(flow.id)) this.flows.set(flow.id, { flow, head: null, versions: new Map() });
  }

  /** @returns the version, where it is to be read */
  private want(flowId: string, version: number, asHead: boolean): VersionKey[] {
    const collected = this.flows.get(flowId) as Collected;
    if (asHead) collected.head ??= version;
    if (collected.versions.has(version)) return [];
    collected.versions.set(version, null);
    return version >= 1 && version <= MAX_VERSION ? [{ flowId, version }] : [];
  }

  private follow({ flow, version }: SubflowReference): VersionKey[] {
    const id = this.ids.get(flow) ?? null;
    if (id === null) return [];
    const { flow: found, head } = this.flows.get(id) as Collected;
    if (version !== null) return this.want(id, version, false);
    return this.want(id, head ?? found.publishedVersion ?? found.version, true);
  }

  private async read(wanted: readonly VersionKey[]): Promise<readonly FlowVersion[]> {
    this.definitions += wanted.length;
    if (this.definitions > TRANSFER_LIMITS.definitions) throw new AppError('FLOW_EXPORT_TOO_LARGE');
    this.bytes += await this.snapshot.size(wanted);
    if (this.bytes > TRANSFER_LIMITS.bytes) throw new AppError('FLOW_EXPORT_TOO_LARGE');
    const found = await this.snapshot.versions(wanted);
    for (const version of found) this.flows.get(version.flowId)?.versions.set(version.version, version);
    return wanted.flatMap(({ flowId, version }) => this.flows.get(flowId)?.versions.get(version) ?? []);
  }

  private async readTests(): Promise<ReadonlyMap<string, readonly FlowTestContent[]>> {
    const ids = [...this.flows.keys()];
    this.bytes += await this.snapshot.sizeOfTests(ids);
    if (this.bytes > TRANSFER_LIMITS.bytes) throw new AppError('FLOW_EXPORT_TOO_LARGE');
    return Map.groupBy(await this.snapshot.tests(ids), ({ flowId }) => flowId);
  }

  private async findFlows(references: readonly SubflowReference[]): Promise<void> {
    const names = [...new Set(references.map(({ flow }) => flow))].filter((name) => !this.ids.has(name));
    const found = names.length === 0 ? [] : await this.snapshot.flows(names);
    for (const name of names) {
      const flow = found.find(({ id, slug }) => id === name.toLowerCase() || slug === name);
      this.ids.set(name, flow?.id ?? null);
      if (flow !== undefined) this.add(flow);
    }
  }
}
