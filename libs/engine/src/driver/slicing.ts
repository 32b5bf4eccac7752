import type { Json, Plan, PlanNode } from '@app/definition';
import type { Command } from '../core/command.js';
import { nodePath, splitInstance, splitPath } from '../core/path.js';
import type { NodeStatus, RunState } from '../core/state.js';
import { touchedState } from '../core/step.js';
import type { RunContext } from './context.js';
import type { Attempt } from './ledger.js';

/** A slice has at least so many items open at a time, if its map has: more slices side by side would each do less. */
const LEAST_OPEN = 4;
/** How many slices of a map are under way at a time at most. */
const MOST_AT_ONCE = 16;

const ENDED: ReadonlySet<NodeStatus> = new Set(['success', 'failed', 'skipped', 'omitted']);

/** Cuts large maps into slices, each carried out by a run of its own, on any worker. */
export class Slicing {
  constructor(private readonly run: RunContext) {}

  /**
   * How many items a slice of this map has; null: it is carried out whole. Whatever waits for events or people is to be
   * found in its own run, a slice is not cut again, an express run is short, and what is masked stays where it is.
   */
  sizeFor(node: PlanNode, items: readonly Json[] | null): number | null {
    const { plan, run, ports } = this.run;
    const size = ports.slices?.size ?? Infinity;
    if (items === null || items.length <= size || node.container === null) return null;
    const mayNot = run.slice !== null || plan.masks || plan.settings.express === true;
    return mayNot || waitsInside(plan, node.container.opens) ? null : size;
  }

  /** Carries out `begin_slices`: a run for each. They exist before anything further is decided, such as to stop them. */
  async begin(on: Attempt, items: readonly Json[], commands: readonly Command[]): Promise<void> {
    const begin = commands.find((command) => command.type === 'begin_slices');
    const { ledger, ports, plan, writes } = this.run;
    const { path, attempt, node } = on;
    if (begin === undefined || node.container === null) return;
    const { size } = begin;
    const most = node.container.concurrency;
    const atOnce = Math.min(MOST_AT_ONCE, Math.max(1, Math.floor(most / LEAST_OPEN)));
    const concurrency = Math.floor(most / atOnce);
    const { vars, names } = ledger.memory.namesAround(path);
    const reads = readable(plan, ledger.state, path, plan.scopes[node.container.opens]?.reads ?? null);
    const ordinal = ledger.journal.lastSeq;
    for (let index = 0; index * size < items.length; index += 1) {
      const from = index * size;
      const to = Math.min(items.length, from + size);
      const context = { path, from, to, concurrency, items: items.slice(from, to), vars, names, reads };
      const slice = { runId: ports.flows.newRunId(), index, atOnce, ordinal };
      ledger.journal.beside({ type: 'slice.start', path, attempt, slice, context });
    }
    await writes.flush();
  }
}

/** Whether a node in the scope, or further in, waits for events or people. */
function waitsInside(plan: Plan, opens: number): boolean {
  const isInside = (scope: number): boolean => {
    const { container = null } = plan.scopes[scope] ?? {};
    return scope === opens || (container !== null && isInside(plan.nodes[container]?.scope ?? -1));
  };
  return plan.nodes.some(({ kind, scope }) => (kind === 'event' || kind === 'approval') && isInside(scope));
}

/** Paths of the nodes around the container that have ended, as far as they may be read from inside. */
function readable(plan: Plan, state: RunState, container: string, reads: readonly string[] | null): string[] {
  const { scopePath } = splitPath(container);
  const scope = state.scopes[scopePath];
  const ids = (reads ?? Object.keys(scope?.nodes ?? {})).filter((id) => {
    const own = scope && plan.byId.get(id)?.scope === scope.scope ? touchedState(scope, id) : undefined;
    return own !== undefined && ENDED.has(own.status);
  });
  const paths = ids.map((id) => nodePath(scopePath, id));
  return scopePath === '' ? paths : [...readable(plan, state, splitInstance(scopePath).container, reads), ...paths];
}
