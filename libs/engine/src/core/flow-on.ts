import type { PlanEdge, PlanNode } from '@app/definition';
import { finishScope } from './finish.js';
import { decideJoin } from './join.js';
import { nodePath } from './path.js';
import type { NodeState, ScopeState } from './state.js';
import { nodeState, type Place, type Step } from './step.js';

/** Starts a scope instance: its entries become ready. */
export function startScope(step: Step, scopePath: string, index: number): void {
  const planned = step.plan.scopes[index];
  if (planned === undefined) return;
  const scope: ScopeState = { scope: index, open: planned.nodes.length, nodes: {}, end: null };
  step.state.scopes[scopePath] = scope;
  decide(step, scopePath, scope, planned.entries);
}

/** Ends a node: `chosen` of its outgoing edges are taken, the others dead, and what follows is decided. */
export function endNode(
  step: Step,
  place: Place,
  status: 'success' | 'failed' | 'skipped',
  chosen: readonly PlanEdge[],
): void {
  const { scope, scopePath, node, own } = place;
  own.status = status;
  delete own.wait;
  scope.open -= 1;
  if (node.role === 'end' && status === 'success') scope.end ??= place.path;
  decide(step, scopePath, scope, settle(step, scope, node, chosen));
}

/** Settles all outgoing edges of a node that has ended; gives their targets. */
function settle(step: Step, scope: ScopeState, node: PlanNode, chosen: readonly PlanEdge[]): number[] {
  const taken = new Set(chosen.map(({ index }) => index));
  return node.outgoing.map((edge) => {
    const target = step.plan.nodes[edge.target];
    if (target !== undefined) nodeState(scope, target)[taken.has(edge.index) ? 'taken' : 'dead'] += 1;
    return edge.target;
  });
}

/**
 * Looks at these nodes, and at all that their omission settles, in rounds; within a round in
 * order of position. Then the scope ends when nothing is open.
 */
function decide(step: Step, scopePath: string, scope: ScopeState, first: readonly number[]): void {
  for (let round = [...first]; round.length > 0;) {
    round = round
      .sort((a, b) => a - b)
      .flatMap((index) => {
        const node = step.plan.nodes[index];
        return node === undefined ? [] : look(step, scopePath, scope, node);
      });
  }
  if (scope.open === 0) finishScope(step, scopePath, scope);
}

/** Decides one node; gives the nodes to look at because of it. */
function look(step: Step, scopePath: string, scope: ScopeState, node: PlanNode): number[] {
  const own = nodeState(scope, node);
  if (own.status !== 'pending') return [];
  const verdict = node.incoming === 0 ? 'run' : decideJoin(node.join, node.incoming, own.taken, own.dead);
  if (verdict === 'wait') return [];
  if (verdict === 'run') {
    makeReady(step, nodePath(scopePath, node.id), node, own, step.at);
    return [];
  }
  own.status = 'omitted';
  scope.open -= 1;
  step.commands.push({ type: 'omit', path: nodePath(scopePath, node.id), node: node.index });
  return settle(step, scope, node, []);
}

/** The next attempt of the node is to be made now; its clock stays that of the first. */
export function makeReady(step: Step, path: string, node: PlanNode, own: NodeState, readyAt: number): void {
  own.status = 'ready';
  own.readyAt = readyAt;
  delete own.wait;
  delete own.activity;
  step.commands.push({ type: 'execute', path, node: node.index, attempt: own.attempt + 1, at: readyAt });
}
