import { compile, type Definition, type DefinitionNode, type Plan } from '@app/definition';
import { advance, initialState } from '../../src/core/advance.js';
import type { CoreEvent } from '../../src/core/event.js';
import { nodePath } from '../../src/core/path.js';
import type { NodeState, RunState } from '../../src/core/state.js';
import { flowTypes } from './flow-types.js';

/** Time stands still: states that differ in it alone are the same. */
const AT = 0;
/** Later than any time-out. */
const LATER = 1e12;
/** The code of an error that no edge names. */
export const OTHER = 'OTHER';
/** How many turns a loop may have, and items a map: one item that fails cancels the other. */
const TURNS = 1;
const ITEMS: readonly number[] = [0, 2];

/** Something that can happen to a run. */
export interface Move {
  readonly event: CoreEvent;
  /** The node whose doing it is; null: the run's. */
  readonly node: string | null;
  /** What it does, as a counter-example would say it; null: it goes on, or is stopped by something else. */
  readonly outcome: string | null;
}

/** A node that is to be executed, in the moment when it is. */
export interface Reached {
  readonly node: string;
  readonly path: string;
  readonly state: RunState;
}

/** A flow as the core runs it, and all that can happen to it. */
export class World {
  readonly plan: Plan;
  private readonly nodes: ReadonlyMap<string, DefinitionNode>;
  private readonly codes: ReadonlyMap<string, readonly string[]>;

  constructor(readonly definition: Definition) {
    this.plan = compile(definition, flowTypes);
    this.nodes = new Map(definition.nodes.map((node) => [node.id, node]));
    this.codes = new Map(definition.nodes.map(({ id }) => [id, [...this.namedErrors(id), OTHER]]));
  }

  /** The run's beginning: its state as JSON, and what is reached by it. */
  begin(): { key: string; reached: Reached[] } {
    return this.after(JSON.stringify(initialState()), { type: 'run.started', at: AT });
  }

  /** What an event leads to. */
  after(key: string, event: CoreEvent): { key: string; reached: Reached[] } {
    const { state, commands } = advance(this.plan, JSON.parse(key) as RunState, event);
    const reached = commands.flatMap((command) =>
      command.type === 'execute' ? [{ node: this.plan.nodes[command.node]!.id, path: command.path, state }] : [],
    );
    return { key: JSON.stringify(sorted(state)), reached };
  }

  /** All that can happen in this state. */
  moves(state: RunState): Move[] {
    if (state.status !== 'running') return [];
    const moves = Object.entries(state.scopes).flatMap(([scopePath, scope]) =>
      Object.entries(scope.nodes).flatMap(([id, own]) =>
        this.movesOf(this.nodes.get(id)!, nodePath(scopePath, id), own),
      ),
    );
    if (state.scopes['']?.closing === undefined)
      moves.push({ event: { type: 'run.cancel_requested', at: AT, by: null }, node: null, outcome: null });
    return moves;
  }

  private movesOf(node: DefinitionNode, path: string, own: NodeState): Move[] {
    const { id } = node;
    const move = (event: CoreEvent, outcome: string | null): Move => ({ event, node: id, outcome });
    const base = { path, at: AT };
    const fails = (attempt: number): Move[] =>
      this.codes
        .get(id)!
        .map((code) =>
          move(
            { ...base, type: 'node.failed', attempt, error: { code, message: '' }, random: 0 },
            `fails with ${code}`,
          ),
        );
    if (own.status === 'ready') {
      const attempt = own.attempt + 1;
      const skips = node.data['when'] === undefined ? [] : [move({ ...base, type: 'node.skipped' }, 'skipped')];
      const goesOn =
        this.plan.byId.get(id)!.container !== null ? this.opens(node, base, attempt) : this.ends(node, base, attempt);
      return [...skips, ...goesOn, ...fails(attempt)];
    }
    if (own.inside === undefined || own.inside.closing !== undefined) return [];
    const { at, next, deadline } = own.inside;
    const { attempt } = own;
    const moves: Move[] = [];
    if (deadline !== undefined)
      moves.push(move({ type: 'timer.fired', path, at: LATER, timeout: true }, `fails with NODE_TIMEOUT`));
    if (at?.is === 'gathering') {
      moves.push(move({ ...base, type: 'node.succeeded', attempt, handles: null }, 'ends well'), ...fails(attempt));
    } else if (at?.is === 'asking') {
      const decided = { ...base, type: 'loop.decided' as const, turn: next };
      if (next < TURNS) moves.push(move({ ...decided, go: true }, null));
      if (next > 0 || node.data['until'] === undefined) moves.push(move({ ...decided, go: false }, null));
      moves.push(...fails(attempt));
    }
    return moves;
  }

  private opens({ id, type }: DefinitionNode, base: { path: string; at: number }, attempt: number): Move[] {
    const counts = type === 'map' ? ITEMS : [null];
    return counts.map((items) => ({
      event: { ...base, type: 'node.opened', attempt, items },
      node: id,
      outcome: null,
    }));
  }

  private ends({ id, type, data }: DefinitionNode, base: { path: string; at: number }, attempt: number): Move[] {
    if (type === 'fail') return [];
    return choicesOf(type, data).map(({ handles, outcome }) => ({
      event: { ...base, type: 'node.succeeded', attempt, handles },
      node: id,
      outcome,
    }));
  }

  private namedErrors(id: string): string[] {
    const named = this.definition.edges.flatMap(({ source, data }) =>
      source === id && Array.isArray(data?.['errors']) ? data['errors'].map(String) : [],
    );
    return [...new Set(named)];
  }
}

function choicesOf(
  type: string,
  data: DefinitionNode['data'],
): { handles: readonly string[] | null; outcome: string }[] {
  if (type === 'condition') return ['true', 'false'].map((handle) => ({ handles: [handle], outcome: handle }));
  if (type === 'wait')
    return ['received', ...(data['timeout'] === undefined ? [] : ['timeout'])].map((handle) => ({
      handles: [handle],
      outcome: handle,
    }));
  if (type !== 'switch') return [{ handles: null, outcome: 'ends well' }];
  const one = ['first', 'second', 'default'].map((handle) => ({ handles: [handle], outcome: handle }));
  return data['multiple'] === true ? [...one, { handles: ['first', 'second'], outcome: 'first+second' }] : one;
}

/** The same state with its scopes and nodes in order of their names, so that equal states read alike. */
function sorted(state: RunState): RunState {
  const byName = <T>(record: { [name: string]: T }): { [name: string]: T } =>
    Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
  const scopes = Object.fromEntries(
    Object.entries(state.scopes).map(([path, scope]) => [path, { ...scope, nodes: byName(scope.nodes) }]),
  );
  return { ...state, scopes: byName(scopes) };
}
