import type { KnownNode } from '../validation/check-nodes.js';
import type { FlowGraph } from '../validation/flow-graph.js';
import { isFinallyHandle } from '../plan/handles.js';
import type { Lookup } from './lookup.js';
import type { Scope } from './scope.js';

type Container = KnownNode | undefined;

/** A read of a node by another one of its scope. */
interface Pair {
  readonly reader: KnownNode;
  readonly read: KnownNode;
}

/** The scopes of a definition, by container; the root has none. */
export function scopesOf(graph: FlowGraph, lookups: readonly Lookup[]): ReadonlyMap<Container, Scope> {
  const nodes = Map.groupBy(
    graph.topology.order.map((at) => graph.nodes[at] as KnownNode),
    ({ parent }) => parent,
  );
  const pairs = Map.groupBy(pairsOf(graph, lookups), ({ read }) => read.parent);
  const undone = new Set(graph.undoes.values());
  const apart = new Set<Container>();
  const scopes = new Map<Container, Scope>();
  // Outer scopes first: containers stand before what is in them.
  for (const container of [undefined, ...graph.nodes.filter(({ spec }) => spec.container !== undefined)]) {
    const inside = nodes.get(container) ?? [];
    const shieldable = shieldableIn(inside, graph);
    for (const node of inside)
      if (apart.has(container) || shieldable.has(node) || graph.undoes.has(node.index)) apart.add(node);
    const own = inside.filter(({ index }) => !graph.undoes.has(index));
    scopes.set(container, {
      container: container ?? null,
      nodes: own,
      compensators: inside.filter(({ index }) => graph.undoes.has(index)),
      race: container?.spec.container === 'group' && container.item.data.race === true,
      apart: apart.has(container),
      ...heldIn(own, pairs.get(container) ?? [], shieldable, apart.has(container), undone, graph),
      shieldable,
      incoming: ({ index }) => graph.incoming[index] ?? [],
      outgoing: ({ index }) => graph.outgoing[index] ?? [],
      undoneBy: ({ index }) => graph.undoes.get(index),
      isUndone: (node) => undone.has(node),
      leads: (from, to) => graph.leads(from, to) === true,
    });
  }
  return scopes;
}

function pairsOf(graph: FlowGraph, lookups: readonly Lookup[]): Pair[] {
  return lookups.flatMap(({ reader, read }) =>
    read.flatMap((each) => {
      const from = graph.seenFrom(reader, each);
      return from === undefined ? [] : [{ reader: from, read: each }];
    }),
  );
}

/** What `finally` edges lead to, and all behind it. */
function shieldableIn(nodes: readonly KnownNode[], graph: FlowGraph): ReadonlySet<KnownNode> {
  const found = new Set<KnownNode>();
  for (const node of nodes) {
    const incoming = graph.incoming[node.index] ?? [];
    if (incoming.some(({ handle, source }) => isFinallyHandle(handle) || found.has(source))) found.add(node);
  }
  return found;
}

/** What is told apart by whether it has ended; all of it in a scope that may not be cancelled, for only what has not ended can fail. */
function heldIn(
  nodes: readonly KnownNode[],
  pairs: readonly Pair[],
  shieldable: ReadonlySet<KnownNode>,
  apart: boolean,
  undone: ReadonlySet<KnownNode>,
  graph: FlowGraph,
): Pick<Scope, 'held' | 'heldAfter'> {
  const held = new Set<KnownNode>(apart ? nodes : shieldable);
  const heldAfter = new Set<KnownNode>();
  for (const node of shieldable) for (const { source } of graph.incoming[node.index] ?? []) held.add(source);
  // What has not ended when a node has is what the scope can close for, so that the node is undone.
  const undoneHere = nodes.filter((each) => undone.has(each));
  if (undoneHere.length > 0) for (const node of graph.passedByAny(undoneHere)) held.add(node);
  for (const { reader, read } of pairs) {
    const undone = graph.undoes.get(reader.index);
    const at = undone ?? reader;
    const passed = graph.mayPass(read, at);
    const beside = undone !== undefined && read !== undone && graph.leads(read, undone) !== true;
    if (passed || shieldable.has(at) || beside) held.add(read);
    if (passed && shieldable.has(at) && shieldable.has(read)) heldAfter.add(read);
  }
  return { held, heldAfter };
}
