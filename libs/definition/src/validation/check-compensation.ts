import type { KnownEdge, KnownEdges } from './check-edges.js';
import type { KnownNode } from './check-nodes.js';
import { quoted, type ProblemList } from './problem-list.js';

/** The nodes that compensators undo. */
export interface Compensation {
  /** By index of the compensator: the node that it undoes. */
  readonly undoes: ReadonlyMap<number, KnownNode>;
  /** Whether each compensator undoes one node, which no other undoes, and has no other part in the flow. */
  readonly sound: boolean;
}

/** Checks section 7 of the flow language: what `compensate` edges lead from and to. */
export function checkCompensation({ edges, compensations }: KnownEdges, problems: ProblemList): Compensation {
  const undoes = new Map<number, KnownNode>();
  const undone = new Set<KnownNode>();
  let sound = true;
  const report = (
    code: 'UNDONE_TWICE' | 'COMPENSATOR_HAS_EDGES' | 'COMPENSATOR_INVALID',
    edge: KnownEdge,
    why: string,
  ) => {
    sound = false;
    problems.add(code, why, { path: `edges[${edge.at}]`, edge: edge.item.id });
  };
  for (const edge of compensations) {
    const { source, target } = edge;
    const [from, to] = [quoted(source.item.id), quoted(target.item.id)];
    if (undone.has(source)) report('UNDONE_TWICE', edge, `Another node undoes ${from} already`);
    else if (source === target) report('COMPENSATOR_HAS_EDGES', edge, `${to} cannot undo itself`);
    else if (undoes.has(target.index)) report('COMPENSATOR_HAS_EDGES', edge, `${to} undoes another node already`);
    if (target.item.data.join !== undefined)
      problems.add('FIELD_WITHOUT_EFFECT', '`join` has no effect on a node that undoes another', {
        path: `nodes[${target.at}].data.join`,
        node: target.item.id,
      });
    if (cannotUndo(target)) report('COMPENSATOR_INVALID', edge, `${to} (${target.spec.type}) cannot undo anything`);
    undone.add(source);
    undoes.set(target.index, source);
  }
  for (const edge of edges) {
    const compensator = [edge.source, edge.target].find(({ index }) => undoes.has(index));
    if (compensator === undefined) continue;
    const why = `${quoted(compensator.item.id)} runs only to undo: no other edge leads to it or from it`;
    report('COMPENSATOR_HAS_EDGES', edge, why);
  }
  for (const edge of compensations)
    if (edge.source !== edge.target && undoes.has(edge.source.index))
      report(
        'COMPENSATOR_HAS_EDGES',
        edge,
        `${quoted(edge.source.item.id)} undoes something itself: nothing undoes it`,
      );
  return { undoes, sound };
}

/** A `start` begins the run, and a node without a way out gives its scope's output, or fails. */
function cannotUndo({ sound, spec, item }: KnownNode): boolean {
  return spec.role !== undefined || (sound && spec.handles(item.data).length === 0);
}
