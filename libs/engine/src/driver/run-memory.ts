import type { ExpressionScope, Json, JsonObject, NodeView, Plan } from '@app/definition';
import { AppError } from '@app/errors';
import type { Ending, OutputSource } from '../core/command.js';
import { splitInstance, splitPath } from '../core/path.js';
import type { RunError } from '../core/state.js';
import type { Call } from './executor.js';
import { ScopeMemory, type ScopeNames } from './scope-memory.js';
import { stepsRunId, type RunFacts } from './store.js';

/** What expressions see of a failed node. */
export function errorView(error: RunError): Json {
  const { code, message, details } = error;
  return { code, message, ...(details === undefined ? {} : { details: details as Json }) };
}

/** What a run knows: the outputs and errors of the nodes that have ended, by scope instance, and their variables. */
export class RunMemory {
  private readonly scopes = new Map<string, ScopeMemory>();
  /** The items of the maps that are open, by path; and which the first of them is. */
  private readonly items = new Map<string, { readonly items: readonly Json[]; readonly from: number }>();
  /** What the instances gave that have ended, by container and index; of a loop only the last one is kept. */
  private readonly results = new Map<string, Map<number, Json | typeof DROPPED>>();
  /** Containers with an instance whose output is masked. */
  private readonly maskedResults = new Set<string>();
  /** Nodes whose outputs were left out. */
  private readonly large = new Set<string>();
  private readonly calls = new Map<string, Call>();
  /** When the attempts began that have only so much time, milliseconds since the epoch. */
  private readonly starts = new Map<string, number>();
  private readonly base: ExpressionScope;
  /** Of a slice, what is around its map, all in one. */
  private readonly around: { readonly map: string; readonly scope: ScopeMemory } | null = null;

  constructor(
    private readonly plan: Plan,
    facts: RunFacts,
    env: { readonly [name: string]: string },
    startedAt: number,
  ) {
    this.base = {
      input: facts.input,
      nodes: {},
      vars: {},
      run: { id: stepsRunId(facts), started_at: new Date(facts.slice?.startedAt ?? startedAt).toISOString() },
      flow: facts.flow,
      env,
    };
    if (facts.slice === null) return;
    const { path, vars, names, items, from } = facts.slice;
    this.around = { map: path, scope: new ScopeMemory({ ...this.base, vars }, null, [], names) };
    this.items.set(path, { items, from });
  }

  /** What an expression of the node at this path sees now. */
  scopeOf(path: string): ExpressionScope {
    return this.at(splitPath(path).scopePath).scope;
  }

  /** @param large its output was left out: see `missing`; `masked`: it is stored encrypted */
  set(path: string, view: NodeView, { large = false, masked = false }: OutputFacts = {}): void {
    const { scopePath, id } = splitPath(path);
    const scope = this.at(scopePath);
    scope.nodes[id] = view;
    if (masked) scope.masked.add(id);
    if (large) this.large.add(path);
    else this.large.delete(path);
  }

  /** Whether the output of any node was left out. */
  get hasLeftOut(): boolean {
    return this.large.size > 0;
  }

  /** Paths of the nodes whose outputs were left out and may be read from this scope instance. */
  missing(scopePath: string, reads: readonly string[] | null): string[] {
    return [...this.large].filter((path) => {
      const read = splitPath(path);
      const around =
        scopePath === read.scopePath ||
        scopePath.startsWith(`${read.scopePath}.`) ||
        scopePath.startsWith(`${read.scopePath}[`);
      return (read.scopePath === '' || around) && (reads === null || reads.includes(read.id));
    });
  }

  /** Sets variables in the scope instance that the node is in. */
  assign(path: string, vars: JsonObject): void {
    this.at(splitPath(path).scopePath).assign(vars);
  }

  /** A map has opened over these items. */
  open(path: string, items: readonly Json[]): void {
    this.items.set(path, { items, from: 0 });
  }

  /** What is seen around a node beside other nodes: variables, and the names that scope instances add. */
  namesAround(path: string): { readonly vars: JsonObject; readonly names: ScopeNames } {
    const { scope, names } = this.at(splitPath(path).scopePath);
    return { vars: scope.vars, names };
  }

  /** Keeps what an instance gave, for the output of its container. */
  keepResult(container: string, index: number, result: Json | typeof DROPPED, masked = false): void {
    if (masked) this.maskedResults.add(container);
    const ofLoop = this.containerAt(container)?.kind === 'loop';
    const kept = this.results.get(container);
    if (kept === undefined || ofLoop) this.results.set(container, new Map([[index, result]]));
    else kept.set(index, result);
  }

  /** An instance has ended: what is inside it can no longer be read. */
  endScope(scopePath: string, ending: Ending): Json {
    const { container, index } = splitInstance(scopePath);
    const output = ending.status === 'success' ? this.output(ending.output) : null;
    const result = ending.status === 'success' ? output : this.failedItem(container, ending.error);
    this.keepResult(container, index ?? 0, result, this.isMasked(ending));
    this.scopes.delete(scopePath);
    return output;
  }

  /** What stands for a failed item in the output of its map. */
  failedItem(container: string, error: RunError | null): Json | typeof DROPPED {
    const collects = this.containerAt(container)?.onItemError === 'collect';
    return collects && error !== null ? { error: errorView(error) } : DROPPED;
  }

  /** The output of a container whose instances have all ended. */
  gather(container: string): Json {
    const results = this.results.get(container);
    if (this.containerAt(container)?.kind !== 'map') return lastOf(results);
    const inOrder = [...(results ?? [])].sort(([a], [b]) => a - b);
    return inOrder.flatMap(([, result]) => (result === DROPPED ? [] : [result]));
  }

  /** Keeps what a foreign activity or workflow was called with. */
  keepCall(path: string, call: Call): void {
    this.calls.set(path, call);
  }

  /** What was called by the attempt that is under way at the path. */
  callAt(path: string): Call {
    const call = this.calls.get(path);
    if (call === undefined) throw new AppError('RUN_BROKEN', `There is no record of what was called at ${path}.`);
    return call;
  }

  /** Keeps when the attempt at the path began. */
  keepStart(path: string, at: number): void {
    this.starts.set(path, at);
  }

  /** When the attempt at the path began; null: that was not kept. */
  startAt(path: string): number | null {
    return this.starts.get(path) ?? null;
  }

  /** What a loop's last turn gave; null before the first. */
  previous(loop: string): Json {
    return lastOf(this.results.get(loop));
  }

  /** Forgets a container that has ended. */
  close(container: string): void {
    this.items.delete(container);
    this.results.delete(container);
    this.maskedResults.delete(container);
  }

  /** Whether what an instance of the container gave is masked, and so what it gives itself. */
  isContainerMasked(container: string): boolean {
    return this.maskedResults.has(container);
  }

  /** Whether anything is masked that the output of a scope is made of. */
  isMasked(ending: Ending): boolean {
    if (ending.status !== 'success') return false;
    const paths = 'end' in ending.output ? [ending.output.end] : ending.output.leaves.map(({ path }) => path);
    return paths.some((path) => {
      const { scopePath, id } = splitPath(path);
      return this.at(scopePath).masked.has(id);
    });
  }

  /** The output that a scope ended with. */
  output(source: OutputSource): Json {
    const outputAt = (path: string): Json => {
      const { scopePath, id } = splitPath(path);
      return this.at(scopePath).nodes[id]?.output ?? null;
    };
    if ('end' in source) return outputAt(source.end);
    return Object.fromEntries(source.leaves.map(({ id, path }) => [id, outputAt(path)]));
  }

  private at(scopePath: string): ScopeMemory {
    const known = this.scopes.get(scopePath);
    if (known !== undefined) return known;
    if (this.around !== null && !scopePath.startsWith(`${this.around.map}[`)) return this.around.scope;
    const made = scopePath === '' ? new ScopeMemory(this.base, null, [], {}) : this.inside(scopePath);
    this.scopes.set(scopePath, made);
    return made;
  }

  private inside(scopePath: string): ScopeMemory {
    const { container, index } = splitInstance(scopePath);
    const { scopePath: around, id } = splitPath(container);
    const opens = this.plan.byId.get(id)?.container?.opens ?? -1;
    const reads = this.plan.scopes[opens]?.reads ?? null;
    return new ScopeMemory(this.base, this.at(around), reads, this.names(container, index));
  }

  private names(container: string, index: number | null): ScopeNames {
    const node = this.plan.byId.get(splitPath(container).id);
    if (index === null || node === undefined) return {};
    if (node.container?.kind === 'loop') return { iteration: index, previous: this.previous(container) };
    const name = typeof node.data.as === 'string' ? node.data.as : 'item';
    const { items, from } = this.items.get(container) ?? { items: [], from: 0 };
    return { [name]: items[index - from] ?? null, index };
  }

  private containerAt(path: string) {
    return this.plan.byId.get(splitPath(path).id)?.container;
  }
}

/** What is known of an output. */
interface OutputFacts {
  readonly large?: boolean;
  readonly masked?: boolean;
}

/** An item that leaves no trace in its map's output. */
export const DROPPED = Symbol('dropped');

function lastOf(results: ReadonlyMap<number, Json | typeof DROPPED> | undefined): Json {
  const last = [...(results?.values() ?? [])].at(-1);
  return last === undefined || last === DROPPED ? null : last;
}
