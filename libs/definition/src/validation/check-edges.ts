import type { DefinitionEdge } from '../definition.js';
import { handleOf, isCompensateHandle, isErrorHandle, isFinallyHandle } from '../plan/handles.js';
import type { KnownNode } from './check-nodes.js';
import { quoted, type ProblemList } from './problem-list.js';
import type { Placed, Shape } from './read-shape.js';

/** An edge between two nodes of one scope. */
export interface KnownEdge extends Placed<DefinitionEdge> {
  readonly source: KnownNode;
  readonly target: KnownNode;
  readonly handle: string;
  /** The errors that it takes, where it leaves from `error`; null: all. */
  readonly errors: readonly string[] | null;
}

/** The edges that the graph is made of. */
export interface KnownEdges {
  readonly edges: readonly KnownEdge[];
  /** Those from `compensate`, which are none of the graph's. */
  readonly compensations: readonly KnownEdge[];
  /** Whether these are all, each from a handle that its source has: only then can it be said what happens. */
  readonly complete: boolean;
}

/** Checks the edges one by one, and gives those that lead from a node to a node. */
export function checkEdges(
  { nodes, edges }: Shape,
  known: ReadonlyMap<string, KnownNode>,
  problems: ProblemList,
): KnownEdges {
  const seen = { ids: new Set<string>(), ways: new Set<string>() };
  const there = new Set(nodes.map(({ item }) => item.id));
  let complete = true;
  const found = edges.flatMap((placed) => {
    checkId(placed, seen.ids, problems);
    const edge = checkEnds(placed, known, there, problems);
    complete = edge !== null && checkHandle(edge, problems) && complete;
    if (edge === null) return [];
    if (!isCompensateHandle(edge.handle)) checkRepeated(edge, seen.ways, problems);
    checkErrors(edge, problems);
    return [edge];
  });
  return {
    edges: found.filter(({ handle }) => !isCompensateHandle(handle)),
    compensations: found.filter(({ handle }) => isCompensateHandle(handle)),
    complete,
  };
}

const place = ({ at, item }: Placed<DefinitionEdge>, field: string) => ({
  path: `edges[${at}]${field}`,
  edge: item.id,
});

function checkId(placed: Placed<DefinitionEdge>, ids: Set<string>, problems: ProblemList): void {
  if (ids.has(placed.item.id))
    problems.add('EDGE_ID_TAKEN', `Another edge has the id ${quoted(placed.item.id)}`, place(placed, '.id'));
  ids.add(placed.item.id);
}

function checkEnds(
  placed: Placed<DefinitionEdge>,
  known: ReadonlyMap<string, KnownNode>,
  there: ReadonlySet<string>,
  problems: ProblemList,
): KnownEdge | null {
  const { item } = placed;
  for (const end of ['source', 'target'] as const) {
    if (!there.has(item[end]))
      problems.add('EDGE_TO_NOWHERE', `There is no node ${quoted(item[end])}`, place(placed, `.${end}`));
  }
  const source = known.get(item.source);
  const target = known.get(item.target);
  // A node that is there but not known has a problem of its own.
  if (source === undefined || target === undefined) return null;
  if (source.parent !== target.parent) {
    problems.add(
      'EDGE_CROSSES_SCOPE',
      `${quoted(item.source)} and ${quoted(item.target)} are not in the same container`,
      place(placed, ''),
    );
    return null;
  }
  if (target.spec.role === 'start')
    problems.add('START_HAS_INCOMING', 'A start is where a run begins: no edge leads to it', place(placed, '.target'));
  const errors = item.data?.errors;
  return {
    ...placed,
    source,
    target,
    handle: handleOf(item),
    errors: Array.isArray(errors) ? errors.map(String) : null,
  };
}

function checkRepeated(edge: KnownEdge, ways: Set<string>, problems: ProblemList): void {
  const way = JSON.stringify([edge.item.source, edge.handle, edge.item.target]);
  if (ways.has(way))
    problems.add(
      'EDGE_REPEATED',
      `Another edge leads from this handle to ${quoted(edge.item.target)}`,
      place(edge, ''),
    );
  ways.add(way);
}

function checkErrors(edge: KnownEdge, problems: ProblemList): void {
  const errors = edge.item.data?.errors;
  if (errors === undefined) return;
  const list =
    Array.isArray(errors) && errors.length > 0 && errors.every((code) => typeof code === 'string' && code !== '');
  if (!list) problems.add('EDGE_DATA_INVALID', '`errors` must be a list of error codes', place(edge, '.data.errors'));
  else if (!isErrorHandle(edge.handle)) {
    problems.add(
      'FIELD_WITHOUT_EFFECT',
      '`errors` narrows edges from the handle `error` only',
      place(edge, '.data.errors'),
    );
  }
}

function checkHandle(edge: KnownEdge, problems: ProblemList): boolean {
  const { source, handle, item } = edge;
  const { spec } = source;
  if (isErrorHandle(handle) && spec.errorHandle) return true;
  if (isFinallyHandle(handle) && spec.container !== undefined) return true;
  // What handles it has depends on its data, which is wrong: that is the problem to look at first.
  if (!source.sound) return false;
  const handles = [
    ...spec.handles(source.item.data),
    ...(spec.errorHandle ? ['error'] : []),
    ...(spec.container === undefined ? [] : ['finally']),
    ...(canBeUndone(source) ? ['compensate'] : []),
  ];
  if (handles.includes(handle)) return true;
  const has = handles.slice(0, 20).map(quoted).join(', ');
  const message = `${quoted(item.source)} (${spec.type}) has no handle ${quoted(handle)}; it has ${has === '' ? 'none' : has}`;
  problems.add('HANDLE_UNKNOWN', message, place(edge, item.sourceHandle == null ? '' : '.sourceHandle'));
  return false;
}

/** Whether there can be something to undo: what ends its scope, or starts the run, has done nothing. */
const canBeUndone = ({ spec, item }: KnownNode): boolean =>
  spec.role === undefined && spec.handles(item.data).length > 0;
