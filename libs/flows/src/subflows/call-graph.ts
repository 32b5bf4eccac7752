import { type Definition, type SubflowReference, subflowReference } from '@app/definition';
import type { Flow } from '../flow.entity.js';
import type { Caller } from './endless.js';
import type { FlowTargets, TargetFlow, TargetVersion } from './flow-targets.js';
import { isInevitable } from './inevitable.js';

/** Versions that are looked at for one definition, and bytes of them. */
export const MAX_VERSIONS = 200;
export const MAX_BYTES = 32 * 1024 * 1024;

/** The flow that a definition is, or is to be, a version of. */
export type OwnFlow = Pick<Flow, 'id' | 'slug' | 'version'>;

/** A `subflow` node: its place among the nodes, its id, what it names. */
export interface Call {
  readonly at: number;
  readonly node: string;
  readonly reference: SubflowReference;
}

/** The name of the definition that is looked at, in a graph. */
export const ITSELF = '';

const NAME = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
const MAX_NAME = 63;
const keyOf = ({ flowId, version }: TargetVersion): string => `${flowId}@${version}`;

/** The `subflow` nodes that name a flow; what cannot be a name is a problem of the node's data. */
export function callsOf({ nodes }: Definition): Call[] {
  return nodes.flatMap((node, at) => {
    const reference = subflowReference(node);
    return reference === null || !canBe(reference) ? [] : [{ at, node: node.id, reference }];
  });
}

/** Whether there can be such a flow and such a version. */
function canBe({ flow, version }: SubflowReference): boolean {
  return flow.length <= MAX_NAME && NAME.test(flow) && (version ?? 0) < 2 ** 31;
}

/** What a definition calls, and what that calls in turn, as far as it matters. */
export class CallGraph {
  /** By id and by slug; null: there is none. */
  private readonly flows = new Map<string, TargetFlow | null>();
  private readonly definitions = new Map<string, Definition>();
  private bytesLeft = MAX_BYTES;
  /** Whether there were more versions than are looked at. */
  cut = false;

  constructor(
    private readonly targets: FlowTargets,
    private readonly own: OwnFlow | null,
  ) {}

  /**
   * Reads what the definition calls; and what these call, of those that cannot but do so: from the others
   * no circle comes without a decision.
   */
  async read(definition: Definition): Promise<void> {
    this.definitions.set(ITSELF, definition);
    for (let next: Definition[] = [definition]; next.length > 0;) {
      const read = await this.readCalled(next);
      next = read.filter((each) => isInevitable(each, new Set(callsOf(each).map(({ node }) => node))));
    }
  }

  /** The flow that is named; null: there is none. */
  flow({ flow }: SubflowReference): TargetFlow | null {
    return this.flows.get(flow) ?? null;
  }

  /** The name of the version that is meant; null where nothing is published. */
  nameOf(reference: SubflowReference): string | null {
    if (this.isItself(reference)) return ITSELF;
    const flow = this.flow(reference);
    const version = reference.version ?? flow?.publishedVersion ?? null;
    return flow === null || version === null ? null : keyOf({ flowId: flow.id, version });
  }

  /** What was read of the version; undefined: it is not there, or was not looked at. */
  definition(name: string): Definition | undefined {
    return this.definitions.get(name);
  }

  /** Whether the definition's own flow is named, in this version of it: once it is published, as it will be. */
  isItself({ flow, version }: SubflowReference): boolean {
    if (this.own === null || (flow !== this.own.id && flow !== this.own.slug)) return false;
    return version === null || version === this.own.version;
  }

  /** All that was read, with what it calls of it. */
  callers(): Map<string, Caller> {
    return new Map(
      [...this.definitions].map(([name, definition]) => {
        const calls = callsOf(definition).flatMap(({ node, reference }): [string, string][] => {
          const called = this.nameOf(reference);
          return called === null || !this.definitions.has(called) ? [] : [[node, called]];
        });
        return [name, { definition, calls: new Map(calls) }];
      }),
    );
  }

  private async readCalled(definitions: readonly Definition[]): Promise<Definition[]> {
    const references = definitions.flatMap((each) => callsOf(each).map(({ reference }) => reference));
    await this.readFlows(references.filter((each) => !this.isItself(each)).map(({ flow }) => flow));
    const wanted = new Map<string, TargetVersion>();
    for (const reference of references) {
      const name = this.nameOf(reference);
      const flow = this.flow(reference);
      if (name === null || flow === null || this.definitions.has(name)) continue;
      wanted.set(name, { flowId: flow.id, version: reference.version ?? flow.publishedVersion ?? 0 });
    }
    const room = MAX_VERSIONS - this.definitions.size;
    if (wanted.size > room) this.cut = true;
    return this.readDefinitions([...wanted.values()].slice(0, Math.max(0, room)));
  }

  private async readDefinitions(versions: readonly TargetVersion[]): Promise<Definition[]> {
    if (versions.length === 0) return [];
    const read: Definition[] = [];
    for (const { definition, bytes, ...version } of await this.targets.definitions(versions, this.bytesLeft)) {
      if (definition === null) this.cut = true;
      else {
        this.bytesLeft -= bytes;
        this.definitions.set(keyOf(version), definition);
        read.push(definition);
      }
    }
    return read;
  }

  private async readFlows(names: readonly string[]): Promise<void> {
    const unknown = [...new Set(names)].filter((name) => !this.flows.has(name));
    if (unknown.length === 0) return;
    for (const name of unknown) this.flows.set(name, null);
    for (const flow of await this.targets.flows(unknown)) {
      this.flows.set(flow.id, flow);
      this.flows.set(flow.slug, flow);
    }
  }
}
