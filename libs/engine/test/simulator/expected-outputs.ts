import type { Json } from '@app/definition';
import type { OutputSource } from '../../src/core/command.js';
import { itemOf, type Names, outputOf, payloadFor, type Seen } from './outputs.js';
import type { World } from './world.js';

/** Silent statuses: nothing is seen of such a node. */
const UNSEEN: ReadonlySet<string> = new Set(['pending', 'unreached', 'cancelled']);

const scopeOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('.')));

/** What each node and each instance gives, by path, as the reference has the run. */
export class ExpectedOutputs {
  private readonly known = new Map<string, Json>();

  constructor(private readonly world: World) {}

  /** What the node at this path gave; null where it gave nothing. */
  of(path: string): Json {
    const known = this.known.get(path);
    if (known !== undefined) return known;
    const output = this.world.picture.nodes[path]?.status === 'success' ? this.worked(path) : null;
    this.known.set(path, output);
    return output;
  }

  /** What a scope instance gave that ended well. */
  ofSource(source: OutputSource): Json {
    if ('end' in source) return this.of(source.end);
    return Object.fromEntries(source.leaves.map(({ id, path }) => [id, this.of(path)]));
  }

  /** What the instance stands for in the output of its container; undefined: nothing. */
  ofInstance(path: string, onItemError = 'fail'): Json | undefined {
    const ended = this.world.picture.scopes[path]?.ended;
    if (ended?.status === 'success') return this.ofSource(ended.output);
    return onItemError === 'collect' ? { error: { code: ended?.error?.code ?? '' } } : undefined;
  }

  private worked(path: string): Json {
    const { world } = this;
    const node = world.node(path);
    if (node.container !== null) return this.gathered(path);
    if (node.kind === 'wait') return null;
    if (node.kind === 'event') return world.received.has(path) ? payloadFor(node.id) : null;
    if (node.kind === 'approval')
      return world.received.has(path) ? { decision: node.handles[0]!, votes: [], form: null } : null;
    const inScope = (id: string): string => (scopeOf(path) === '' ? id : `${scopeOf(path)}.${id}`);
    return outputOf(world.flow, node, this.namesIn(scopeOf(path)), (id) => this.see(inScope(id)));
  }

  private see(path: string): Seen | undefined {
    const status = this.world.picture.nodes[path]?.status ?? 'pending';
    return UNSEEN.has(status) ? undefined : { status, output: this.of(path) };
  }

  private gathered(path: string): Json {
    const { kind, onItemError } = this.world.node(path).container!;
    if (kind === 'group') return this.ofInstance(path) ?? null;
    const instances = Object.keys(this.world.picture.scopes).filter(
      (each) => /^\[\d+\]$/.test(each.slice(path.length)) && each.startsWith(path),
    );
    const inOrder = Array.from({ length: instances.length }, (_, index) =>
      this.ofInstance(`${path}[${index}]`, onItemError),
    );
    if (kind === 'loop') return inOrder.at(-1) ?? null;
    return inOrder.filter((each) => each !== undefined);
  }

  /** The names that the instances around add, the innermost first. */
  private namesIn(scopePath: string): Names {
    if (scopePath === '') return {};
    const [, container = '', index] = /^(.*?)(?:\[(\d+)\])?$/.exec(scopePath)!;
    const outer = this.namesIn(scopeOf(container));
    const { id, container: of } = this.world.node(container);
    if (index === undefined) return outer;
    const n = Number(index);
    if (of!.kind === 'map') return { ...outer, item: itemOf(id, n), index: n };
    const previous = n === 0 ? null : (this.ofInstance(`${container}[${n - 1}]`) ?? null);
    return { ...outer, iteration: n, previous };
  }
}
