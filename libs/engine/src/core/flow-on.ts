import type { PlanEdge, PlanNode } from '@app/definition';
import { decideJoin } from './join.js';
import { nodePath } from './path.js';
import { CANCELLED, finishSlice, isOwnMap } from './slice-end.js';
import type { NodeState, ScopeState } from './state.js';
import { nodeState, touchedState, type Place, type Step } from './step.js';

/** Starts a scope instance: its entries become ready. */
export function startScope(step: Step, scopePath: string, index: number): void {
  const scope: ScopeState = { scope: index, active: 0, nodes: {}, end: null };
  step.state.scopes[scopePath] = scope;
  goOn(step, scopePath, scope, step.plan.scopes[index]?.entries ?? []);
}

/** Ends a node: `chosen` of its outgoing edges are taken, the others dead, and what follows is decided. */
export function endNode(
  step: Step,
  place: Place,
  status: 'success' | 'failed' | 'skipped' | 'cancelled',
  chosen: readonly PlanEdge[],
): void {
  const { scope, scopePath, node, own } = place;
  if (isOwnMap(step, place)) return finishSlice(step, place, status === 'success' ? null : CANCELLED);
  const finallyEdges = own.inside === undefined && status !== 'failed' ? [] : node.finallyEdges;
  leave(step, place, status);
  if (status === 'success') noteSuccess(place);
  if (status === 'success' && winsRace(step, place))
    step.followUps.push({ is: 'won', scopePath, scope, winner: node.id });
  goOn(step, scopePath, scope, settle(step, scope, node, [...chosen, ...finallyEdges]));
}

/** The node has ended: nothing of it is under way any more. */
export function leave(step: Step, { own, path, node, scope }: Place, status: NodeState['status']): void {
  if (own.inside?.deadline !== undefined && own.inside.closing === undefined)
    step.commands.push({ type: 'drop', path, node: node.index });
  own.status = status;
  delete own.wait;
  delete own.inside;
  scope.active -= 1;
}

/** Whether it is the first leaf of a race that ends well. */
function winsRace({ plan }: Step, { scope, node }: Place): boolean {
  const container = plan.nodes[plan.scopes[scope.scope]?.container ?? -1]?.container;
  return container?.race === true && scope.closing === undefined && node.outgoing.length === 0;
}

/** What a scope keeps of a node that ended well. */
function noteSuccess({ scope, node, path }: Place): void {
  if (node.role === 'end') scope.end ??= path;
  if (node.compensator !== null) (scope.undoable ??= []).push(node.id);
}

/** Settles all outgoing edges of a node that has ended; gives their targets. */
export function settle(step: Step, scope: ScopeState, node: PlanNode, chosen: readonly PlanEdge[]): number[] {
  const taken = new Set(chosen.map(({ index }) => index));
  const shielded = touchedState(scope, node.id)?.shielded === true;
  return node.outgoing.map((edge) => {
    const target = step.plan.nodes[edge.target];
    if (target === undefined) return edge.target;
    const own = nodeState(scope, target);
    own[taken.has(edge.index) ? 'taken' : 'dead'] += 1;
    const shields = taken.has(edge.index) && (shielded || node.finallyEdges.includes(edge));
    if (shields) own.shielded = scope.shields = true;
    return edge.target;
  });
}

/** Decides these nodes and what follows from that; then the scope may have come to rest. */
export function goOn(step: Step, scopePath: string, scope: ScopeState, nodes: readonly number[]): void {
  decide(step, scopePath, scope, nodes);
  if (scope.active === 0) step.followUps.push({ is: 'rest', scopePath, scope });
}

/** Looks at these nodes, and at all that their omission settles, in rounds; within a round in order of position. */
function decide(step: Step, scopePath: string, scope: ScopeState, first: readonly number[]): void {
  for (let round = [...first]; round.length > 0;) {
    round = round
      .sort((a, b) => a - b)
      .flatMap((index) => {
        const node = step.plan.nodes[index];
        return node === undefined ? [] : look(step, scopePath, scope, node);
      });
  }
}

/** Decides one node; gives the nodes to look at because of it. */
function look(step: Step, scopePath: string, scope: ScopeState, node: PlanNode): number[] {
  const own = nodeState(scope, node);
  if (own.status !== 'pending') return [];
  const verdict = node.incoming === 0 ? 'run' : decideJoin(node.join, node.incoming, own.taken, own.dead);
  if (verdict === 'wait') return [];
  const path = nodePath(scopePath, node.id);
  const closing = scope.closing !== undefined;
  if (verdict === 'run' && (!closing || own.shielded === true)) {
    scope.active += 1;
    makeReady(step, { path, node, own }, step.at);
    return [];
  }
  own.status = verdict === 'run' ? 'cancelled' : 'omitted';
  if (!closing) step.commands.push({ type: 'omit', path, node: node.index });
  return settle(step, scope, node, []);
}

/** The next attempt of the node is to be made now; its clock stays that of the first. */
export function makeReady(
  step: Step,
  { path, node, own }: Pick<Place, 'path' | 'node' | 'own'>,
  readyAt: number,
): void {
  own.status = 'ready';
  own.readyAt = readyAt;
  delete own.wait;
  delete own.by;
  step.commands.push({ type: 'execute', path, node: node.index, attempt: own.attempt + 1, at: readyAt });
}
