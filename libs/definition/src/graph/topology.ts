/** Edges as pairs of positions, by source and by target. */
export interface Topology {
  /** Positions in an order in which every edge leads forward; those in or behind a circle are missing. */
  readonly order: readonly number[];
  /** By position: where edges lead. */
  readonly out: readonly (readonly number[])[];
  /** By position: where edges come from. */
  readonly incoming: readonly (readonly number[])[];
}

/** Sorts the nodes, smaller positions first where the edges leave a choice. Takes time by nodes and edges. */
export function topology(size: number, edges: Iterable<readonly [number, number]>): Topology {
  const out = Array.from({ length: size }, () => [] as number[]);
  const incoming = Array.from({ length: size }, () => [] as number[]);
  for (const [source, target] of edges) {
    out[source]?.push(target);
    incoming[target]?.push(source);
  }
  const open = incoming.map((sources) => sources.length);
  const order = open.flatMap((count, at) => (count === 0 ? [at] : []));
  // The list grows while it is read.
  for (const at of order) {
    for (const target of out[at] ?? []) {
      open[target] = (open[target] as number) - 1;
      if (open[target] === 0) order.push(target);
    }
  }
  return { order, out, incoming };
}

/** One circle for each part of the graph that is one, as positions in order; `most` at most. */
export function circles({ order, out }: Topology, most: number): number[][] {
  const left = new Set(out.keys());
  for (const at of order) left.delete(at);
  const found: number[][] = [];
  while (left.size > 0 && found.length < most) {
    const [from] = left;
    const circle = walk(from as number, left, out);
    if (circle !== null) found.push(circle);
  }
  return found;
}

/** Walks on depth-first until a node comes again on the way; what was left behind is no longer looked at. */
function walk(from: number, left: Set<number>, out: readonly (readonly number[])[]): number[] | null {
  const way = [{ at: from, next: 0 }];
  const onWay = new Map([[from, 0]]);
  for (let step = way.at(-1); step !== undefined; step = way.at(-1)) {
    const target = out[step.at]?.[step.next++];
    if (target === undefined) {
      left.delete(step.at);
      onWay.delete(step.at);
      way.pop();
    } else if (onWay.has(target)) {
      const circle = way.slice(onWay.get(target)).map(({ at }) => at);
      for (const { at } of way) left.delete(at);
      return circle;
    } else if (left.has(target)) {
      onWay.set(target, way.length);
      way.push({ at: target, next: 0 });
    }
  }
  return null;
}
