import type { Definition, DefinitionEdge, DefinitionNode, JsonObject } from '@app/definition';
import fc from 'fast-check';

/** Something that a node reads: an output, or a variable that any `assign` sets. */
export interface Read {
  readonly reader: string;
  readonly node?: string;
  readonly variable?: string;
}

/** A flow that is small enough to be explored to its end. */
export interface SmallFlow {
  readonly definition: Definition;
  /** Of each path of a field: what is read there. */
  readonly reads: ReadonlyMap<string, Read>;
}

const CONTAINERS = ['group', 'race', 'map', 'loop'] as const;
const PLAIN = ['work', 'condition', 'switch', 'wait', 'assign', 'end', 'fail'] as const;
type Shape = (typeof CONTAINERS)[number] | (typeof PLAIN)[number];
const HANDLES: Readonly<Record<Shape, readonly string[]>> = {
  work: ['out', 'out', 'error'],
  condition: ['true', 'false'],
  switch: ['first', 'second', 'default'],
  wait: ['received', 'timeout'],
  assign: ['out'],
  end: [],
  fail: [],
  group: ['out', 'error', 'finally', 'finally'],
  race: ['out', 'error', 'finally', 'finally'],
  map: ['out', 'error', 'finally', 'finally'],
  loop: ['out', 'error', 'finally', 'finally'],
};

interface RawNode {
  readonly shape: Shape;
  readonly parent: number;
  readonly join: number;
  readonly when: boolean;
  readonly goesOn: boolean;
  readonly flag: boolean;
  readonly timeout: boolean;
  /** Undoes an earlier node of its scope, where there is one. */
  readonly undoes: number | null;
  readonly reads: readonly number[];
  readonly readsVariable: boolean;
}

interface RawEdge {
  readonly from: number;
  readonly to: number;
  readonly handle: number;
  readonly errors: readonly string[] | null;
}

const rarely = (weight: number) =>
  fc.oneof({ weight, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) });

function rawNode(containers: number): fc.Arbitrary<RawNode> {
  const shapes: fc.WeightedArbitrary<Shape>[] = [
    { weight: 6, arbitrary: fc.constant('work') },
    { weight: 4, arbitrary: fc.constantFrom(...PLAIN) },
  ];
  if (containers > 0) shapes.push({ weight: containers, arbitrary: fc.constantFrom('group', 'group', ...CONTAINERS) });
  return fc.record({
    shape: fc.oneof(...shapes),
    parent: fc.nat({ max: 5 }),
    join: fc.nat({ max: 6 }),
    when: rarely(5),
    goesOn: rarely(5),
    flag: fc.boolean(),
    timeout: rarely(3),
    undoes: containers > 0 ? fc.option(fc.nat({ max: 5 }), { freq: 3, nil: null }).map((at) => at) : fc.constant(null),
    reads: fc.array(fc.nat({ max: 7 }), { maxLength: 2 }),
    readsVariable: rarely(3),
  });
}

const rawEdge: fc.Arbitrary<RawEdge> = fc.record({
  from: fc.nat({ max: 7 }),
  to: fc.nat({ max: 7 }),
  handle: fc.nat({ max: 11 }),
  errors: fc.option(fc.subarray(['A', 'B'], { minLength: 1 }), { nil: null }),
});

/** Flows of a few nodes of every kind, with any edges, joins and reads. */
export function smallDefinitions({
  nodes,
  containers,
}: {
  nodes: number;
  containers: number;
}): fc.Arbitrary<SmallFlow> {
  return fc
    .tuple(
      fc.array(rawNode(containers), { minLength: Math.max(2, nodes - 2), maxLength: nodes, size: 'max' }),
      fc.array(rawEdge, { minLength: Math.floor(nodes / 2), maxLength: nodes * 2, size: 'max' }),
    )
    .map(([raw, edges]) => toFlow(raw, edges));
}

function toFlow(raw: readonly RawNode[], rawEdges: readonly RawEdge[]): SmallFlow {
  const parents = parentsOf(raw);
  const shapes = raw.map(({ shape }, at) => (isContainer(shape) && !parents.includes(at) ? 'work' : shape));
  const undoes = undoesOf(raw, shapes, parents);
  const reads = new Map<string, Read>();
  const nodes = raw.map((node, at): DefinitionNode => {
    const visible = visibleFrom(at, parents);
    const chosen = new Set(visible.length === 0 ? [] : node.reads.map((read) => visible[read % visible.length]!));
    const own = [...chosen].map((read): Read => ({ reader: `n${at}`, node: `n${read}` }));
    if (node.readsVariable) own.push({ reader: `n${at}`, variable: 'v' });
    own.forEach((read, index) => reads.set(`nodes[${at}].data.reads[${index}]`, read));
    return {
      id: `n${at}`,
      type: shapes[at] === 'race' ? 'group' : shapes[at]!,
      ...(parents[at] === null ? {} : { parentId: `n${parents[at]}` }),
      data: { ...dataOf(node, shapes[at]!, undoes.has(at)), reads: own.map(sourceOf) },
    };
  });
  const edges = toEdges(rawEdges, shapes, parents, undoes);
  return { definition: { nodes, edges }, reads };
}

/** The nodes of its scope and of those around it, but for itself and the containers that it is in. */
function visibleFrom(at: number, parents: readonly (number | null)[]): number[] {
  const around: (number | null)[] = [];
  for (let scope: number | null = at; scope !== null; scope = parents[scope]!) around.push(scope);
  const scopes = new Set(around.map((each) => parents[each!]));
  return parents.flatMap((parent, node) => (scopes.has(parent) && !around.includes(node) ? [node] : []));
}

const isContainer = (shape: Shape): boolean => (CONTAINERS as readonly string[]).includes(shape);
const sourceOf = ({ node, variable }: Read): string =>
  node === undefined ? `{{ vars.${variable} }}` : `{{ nodes.${node}.output }}`;

/** An earlier container, or none; not deeper than two. */
function parentsOf(raw: readonly RawNode[]): (number | null)[] {
  const parents: (number | null)[] = [];
  const depth = (at: number): number => (parents[at] == null ? 0 : 1 + depth(parents[at]));
  raw.forEach(({ parent }, at) => {
    const possible = raw.flatMap(({ shape }, container) =>
      container < at && isContainer(shape) && depth(container) < 2 ? [container] : [],
    );
    parents.push(
      possible[parent % (possible.length * 2 || 1)] ?? (possible.length > 0 && parent > 3 ? possible.at(-1)! : null),
    );
  });
  return parents;
}

/** By compensator: the node that it undoes. */
function undoesOf(
  raw: readonly RawNode[],
  shapes: readonly Shape[],
  parents: readonly (number | null)[],
): Map<number, number> {
  const undoes = new Map<number, number>();
  raw.forEach(({ undoes: chosen }, at) => {
    if (chosen === null || HANDLES[shapes[at]!].length === 0) return;
    const possible = raw.flatMap((_, other) => {
      const free =
        other < at && parents[other] === parents[at] && !undoes.has(other) && ![...undoes.values()].includes(other);
      return free && HANDLES[shapes[other]!].length > 0 ? [other] : [];
    });
    if (possible.length > 0) undoes.set(at, possible[chosen % possible.length]!);
  });
  return undoes;
}

function dataOf({ join, when, goesOn, flag, timeout }: RawNode, shape: Shape, undoes: boolean): JsonObject {
  const joins = ['all_done', 'all_done', 'all_done', 'all_success', 'any', { n_of_m: 1 }, { n_of_m: 2 }];
  const takesTime = shape === 'wait' || isContainer(shape);
  return {
    ...(undoes || join === 0 ? {} : { join: joins[join]! }),
    ...(when ? { when: 'input.x' } : {}),
    ...(goesOn ? { on_error: 'continue' } : {}),
    ...(timeout && takesTime ? { timeout: '1s' } : {}),
    ...(shape === 'switch' ? { multiple: flag } : {}),
    ...(shape === 'race' ? { race: true } : {}),
    ...(shape === 'loop' ? { [flag ? 'until' : 'while']: 'input.x' } : {}),
    ...(shape === 'map' && flag ? { on_item_error: 'collect' } : {}),
  };
}

function toEdges(
  raw: readonly RawEdge[],
  shapes: readonly Shape[],
  parents: readonly (number | null)[],
  undoes: ReadonlyMap<number, number>,
): DefinitionEdge[] {
  const edges = raw.flatMap(({ from, to, handle, errors }) => {
    const source = from % shapes.length;
    const targets = shapes.flatMap((_, at) =>
      at > source && parents[at] === parents[source] && !undoes.has(at) ? [at] : [],
    );
    const handles = HANDLES[shapes[source]!];
    if (targets.length === 0 || handles.length === 0 || undoes.has(source)) return [];
    const target = targets[to % targets.length]!;
    const sourceHandle = handles[handle % handles.length]!;
    return [
      {
        source: `n${source}`,
        target: `n${target}`,
        sourceHandle,
        ...(sourceHandle === 'error' && errors !== null ? { data: { errors: [...errors] } } : {}),
      },
    ];
  });
  const undoing = [...undoes].map(([by, of]) => ({ source: `n${of}`, target: `n${by}`, sourceHandle: 'compensate' }));
  return [...edges, ...undoing].map((edge, at) => ({ id: `e${at}`, ...edge }));
}
