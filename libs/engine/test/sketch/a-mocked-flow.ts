import type { Definition, DefinitionNode, Json, JsonObject } from '@app/definition';
import { dataOf } from './a-definition.js';
import type { FlowSketch, NodeSketch } from './sketch.js';

/** How one execution of a node ends that works outside, and when. */
export interface MockSketch {
  readonly output?: Json;
  readonly error?: { readonly code: string; readonly message: string; readonly retryable: boolean };
  readonly handle?: string;
  readonly delayMs: number;
}

/** A flow in the product's own node types, and what comes from outside of it. */
export interface MockedFlow {
  readonly definition: Definition;
  /** By path: one for each execution, the last one again. */
  readonly mocks: Readonly<Record<string, readonly MockSketch[]>>;
  readonly events: readonly { readonly name: string; readonly payload: Json; readonly afterMs: number }[];
}

type Outside = readonly [string, (id: string) => JsonObject];

/** No two nodes have the same time. */
const within = (id: string): string => `PT${4 + (hash(id) % 3)}.${100 + (hash(id) % 900)}S`;

/** Other runs begin with the write that says so. */
const subflow: Outside = ['subflow', (id) => ({ flow: id, input: { from: id }, timeout: within(id) })];

/** Where effects are carried out: within the driver, or, once it has left, as activities and by others. */
const OUTSIDE = {
  here: [
    ['http', (id) => ({ url: `https://example.org/${id}`, timeout: within(id) })],
    ['http', (id) => ({ url: `https://example.org/${id}`, method: 'POST' })],
    ['code', () => ({ source: 'return input', input: '{{ input }}' })],
    subflow,
  ],
  apart: [
    ['http', (id) => ({ url: `https://example.org/${id}`, method: 'POST', timeout: '1m' })],
    ['code', () => ({ source: 'return input', timeout: '15s' })],
    ['activity', (id) => ({ activity: id, task_queue: 'others', arguments: [id], timeout: '1h' })],
    ['workflow', (id) => ({ workflow: id, task_queue: 'others', timeout: '1h' })],
    subflow,
  ],
} as const satisfies Record<string, readonly Outside[]>;

/** What works outside is one of these, by its id. */
export type Where = keyof typeof OUTSIDE;

const isFailing = ({ script }: NodeSketch): boolean => script[0]?.end === 'failure';
const chosenBy = ({ script }: NodeSketch): readonly string[] =>
  script[0]?.end === 'success' ? (script[0].handles ?? []) : [];
const numberOf = (id: string): number => Number(id.replace(/\D/g, ''));

/** A number that stands for a text: about as many are odd as even, and no two are alike. */
function hash(text: string): number {
  let value = 2_166_136_261;
  for (let at = 0; at < text.length; at += 1) value = Math.imul(value ^ text.charCodeAt(at), 16_777_619);
  return value >>> 0;
}

/** Up to ten seconds, which may be longer than the node has; in containers less: time is up for several of them at once. */
const delayOf = (path: string, attempt: number): number =>
  1 + (hash(`${path} ${attempt}`) % (path.includes('.') ? 3_989 : 9_973));

/** What the node reads: how all ended that lead to it, and the names that its scope adds. */
function seenBy(node: NodeSketch, flow: FlowSketch): Json {
  const parent = flow.nodes.find(({ id }) => id === node.parent);
  const before = flow.edges.filter(({ target, handle }) => target === node.id && handle !== 'compensate');
  return {
    id: node.id,
    seen: before.map(({ source }) => `{{ [nodes.${source}.status, nodes.${source}.output] }}`),
    ...(parent?.container?.kind === 'map' ? { item: '{{ item }}', index: '{{ index }}' } : {}),
    ...(parent?.container?.kind === 'loop' ? { iteration: '{{ iteration }}', previous: '{{ previous }}' } : {}),
  };
}

function ofContainer({ container, script }: NodeSketch): [string, JsonObject] {
  const { kind, counts, breaks } = container!;
  const count = counts[0] ?? 0;
  const fails = script[0]?.end === 'failure';
  if (kind === 'group') return ['group', {}];
  if (kind === 'map') {
    const items = Array.from({ length: count }, (_, index) => `item ${index}`);
    return ['map', { items: fails && breaks === 'opening' ? '"no list"' : JSON.stringify(items) }];
  }
  const goesOn = `iteration < ${count}`;
  return ['loop', { while: fails && breaks === 'asking' ? `${goesOn} ? true : $error("asked too often")` : goesOn }];
}

function typed(node: NodeSketch, flow: FlowSketch, where: Where): [string, JsonObject] {
  const { id, kind, role, handles } = node;
  if (node.container !== null) return ofContainer(node);
  if (role === 'end') return ['end', { output: seenBy(node, flow) }];
  if (kind === 'wait') return ['delay', { duration: `PT${1 + (hash(id) % 90)}.${100 + (hash(`${id}.`) % 900)}S` }];
  if (kind === 'event') return ['wait', { event: id, match: 'event.payload != "not this one"' }];
  if (kind === 'approval') return ['approval', { title: id, assignees: { users: ['ada'] } }];
  if (kind === 'effect') return ofOutside(node, where);
  if (handles.length === 0 && isFailing(node)) return ['fail', { code: 'NODE_FAILED', message: id }];
  if (handles.includes('true')) return ['condition', { expression: String(chosenBy(node).includes('true')) }];
  if (handles.includes('default')) {
    const cases = handles.slice(0, -1).map((each) => ({ id: each, when: String(chosenBy(node).includes(each)) }));
    return ['switch', { cases, multiple: true }];
  }
  if (isFailing(node)) return ['transform', { output: '{{ $error("scripted") }}' }];
  return numberOf(id) % 2 === 0
    ? ['transform', { output: seenBy(node, flow) }]
    : ['assign', { variables: { [id]: seenBy(node, flow) } }];
}

function ofOutside({ id }: NodeSketch, where: Where): [string, JsonObject] {
  const outside: readonly Outside[] = OUTSIDE[where];
  const [type, fields] = outside[numberOf(id) % outside.length]!;
  return [type, fields(id)];
}

/** The paths at which the node may run. */
function pathsOf(node: NodeSketch, flow: FlowSketch): string[] {
  const parent = flow.nodes.find(({ id }) => id === node.parent);
  if (parent === undefined) return [node.id];
  const { kind, counts } = parent.container!;
  const instances = kind === 'group' ? [''] : Array.from({ length: counts[0] ?? 0 }, (_, index) => `[${index}]`);
  return pathsOf(parent, flow).flatMap((path) => instances.map((instance) => `${path}${instance}.${node.id}`));
}

function mocksOf(node: NodeSketch, path: string): MockSketch[] {
  return node.script.map((ending, at) => {
    const delayMs = delayOf(path, at + 1);
    if (node.kind === 'approval') return { handle: chosenBy(node)[0] ?? 'approved', delayMs };
    if (node.kind === 'event') return { output: `for ${path}`, delayMs };
    if (ending.end === 'success') return { output: { from: path, attempt: at + 1 }, delayMs };
    const [code, retryable] = ending.end === 'failure' ? [ending.code, ending.retryable] : ['NODE_FAILED', true];
    return { error: { code, message: `scripted ${code}`, retryable }, delayMs };
  });
}

/** A sketched flow in the product's own node types; what works outside is all mocked. */
export function aMockedFlow(flow: FlowSketch, where: Where): MockedFlow {
  const outside = flow.nodes.filter(({ kind }) => ['effect', 'event', 'approval'].includes(kind));
  const mocks = outside.flatMap((node) => pathsOf(node, flow).map((path) => [path, mocksOf(node, path)] as const));
  const waits = flow.nodes.filter(({ kind }) => kind === 'event');
  const nodes = flow.nodes.map((node): DefinitionNode => {
    const [type, own] = typed(node, flow, where);
    // Nodes that fail by themselves need no time-out; containers and waits keep theirs.
    const { timeout, ...common } = dataOf(node);
    const bounded: JsonObject = node.kind === 'effect' || timeout === undefined ? {} : { timeout };
    const parent = node.parent === null ? {} : { parentId: node.parent };
    return { id: node.id, type, ...parent, data: { ...common, ...bounded, ...own } };
  });
  const edges = flow.edges.map(({ source, target, handle, errors }, at) => ({
    id: `e${at}`,
    source,
    target,
    ...(handle === 'out' ? {} : { sourceHandle: handle }),
    ...(errors === null ? {} : { data: { errors: [...errors] } }),
  }));
  return {
    definition: { nodes, edges },
    mocks: Object.fromEntries(mocks),
    events: waits.flatMap(({ id }) => [
      { name: id, payload: 'not this one', afterMs: 1 + (hash(id) % 5_000) },
      { name: id, payload: `sent to ${id}`, afterMs: 1 + (hash(`${id} again`) % 9_000) },
    ]),
  };
}
