import type { PlanNode, PlanScope } from '@app/definition';
import type { FlowSketch } from './sketch.js';

/** Ids of the containers by the scope that they open; null is the root's. */
export function scopeOwners(flow: FlowSketch): (string | null)[] {
  return [null, ...flow.nodes.filter(({ container }) => container !== null).map(({ id }) => id)];
}

/** The scopes of a plan, root first, then in order of their containers. */
export function planScopes(flow: FlowSketch, nodes: readonly PlanNode[]): PlanScope[] {
  return scopeOwners(flow).map((owner, index) => {
    const container = nodes.find(({ id }) => id === owner);
    const within = nodes.filter(({ scope }) => scope === index);
    const graph = within.filter(({ compensates }) => compensates === null);
    return {
      index,
      container: container?.index ?? null,
      parent: container?.scope ?? null,
      nodes: within.map((node) => node.index),
      reads: null,
      entries: graph.filter((node) => node.incoming === 0).map((node) => node.index),
      leaves: graph.filter((node) => node.outgoing.length === 0 && node.role !== 'end').map((node) => node.index),
    };
  });
}
