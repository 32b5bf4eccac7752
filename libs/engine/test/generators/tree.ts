import type { RawNode } from './nodes.js';

/** A drawn node in its place among the containers. */
export interface Placed {
  readonly raw: RawNode;
  /** The rank of its container; null: the root. */
  readonly parent: number | null;
  /** Whether something is in it. */
  readonly opens: boolean;
  /** The rank of the node that it undoes; null: it is a node of the graph. */
  readonly undoes: number | null;
  /** As many items or turns as keep the instances of all scopes few. */
  readonly counts: readonly number[];
}

const MAX_DEPTH = 3;
/** Instances of a scope, one in another. */
const MAX_INSTANCES = 12;

const isContainer = ({ shape }: RawNode): boolean => shape === 'map' || shape === 'loop' || shape === 'group';

/** Which container each node is in: one of lower rank, or the root. */
function parents(nodes: readonly RawNode[]): (number | null)[] {
  const depths: number[] = [];
  const chosen: (number | null)[] = [];
  for (const [rank, raw] of nodes.entries()) {
    const choices = nodes.flatMap((each, at) =>
      at < rank && isContainer(each) && depths[at]! < MAX_DEPTH ? [at] : [],
    );
    const parent = choices[raw.parent % Math.max(1, Math.ceil(choices.length * 1.3))] ?? null;
    chosen.push(parent);
    depths.push(parent === null ? 0 : depths[parent]! + 1);
  }
  return chosen;
}

/** Which of its siblings of lower rank each node undoes, if any; no node is undone twice. */
function undone(nodes: readonly RawNode[], parent: readonly (number | null)[]): (number | null)[] {
  const of: (number | null)[] = [];
  for (const [rank, { undoes, shape }] of nodes.entries()) {
    const choices = of.flatMap((each, at) =>
      each === null && parent[at] === parent[rank] && !of.includes(at) ? [at] : [],
    );
    of.push(undoes === null || shape === 'end' ? null : (choices[undoes % choices.length] ?? null));
  }
  return of;
}

/** Puts the nodes into the containers that there are. */
export function tree(nodes: readonly RawNode[]): Placed[] {
  const parent = parents(nodes);
  const undoes = undone(nodes, parent);
  const instances: number[] = [];
  return nodes.map((raw, rank) => {
    const around = parent[rank] === null ? 1 : instances[parent[rank]!]!;
    const counts = raw.container.counts.map((count) => Math.min(count, Math.floor(MAX_INSTANCES / around)));
    instances.push(raw.shape === 'group' ? around : around * Math.max(1, ...counts));
    return {
      raw,
      parent: parent[rank]!,
      undoes: undoes[rank]!,
      opens: isContainer(raw) && parent.includes(rank),
      counts,
    };
  });
}

/** Ranks in order of position, each container before what is in it. */
export function inOrder(nodes: readonly Placed[]): number[] {
  const sorted = nodes.map((_, rank) => rank).sort((a, b) => nodes[a]!.raw.position - nodes[b]!.raw.position || a - b);
  const order: number[] = [];
  const put = (rank: number): void => {
    if (order.includes(rank)) return;
    const { parent } = nodes[rank]!;
    if (parent !== null) put(parent);
    order.push(rank);
  };
  sorted.forEach(put);
  return order;
}
