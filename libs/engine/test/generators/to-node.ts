import { aNode, type ContainerSketch, type Ending, type NodeSketch } from '../sketch/sketch.js';
import type { RawEnding, Shape } from './nodes.js';
import type { Placed } from './tree.js';

const HANDLES: Partial<Record<Shape, readonly string[]>> = {
  condition: ['true', 'false'],
  switch: ['first', 'second', 'default'],
  event: ['received', 'timeout'],
  approval: ['approved', 'rejected', 'timeout'],
  end: [],
  fail: [],
};
const KINDS: Partial<Record<Shape, NodeSketch['kind']>> = {
  effect: 'effect',
  wait: 'wait',
  event: 'event',
  approval: 'approval',
  map: 'container',
  loop: 'container',
  group: 'container',
};
/** So many of the first handles are there to choose from. */
const CHOICES: Partial<Record<Shape, number>> = { condition: 2, event: 1, approval: 2 };
const NEVER_FAILS = new Set<Shape>(['end', 'wait']);

/** The shape that a drawn node has where it is: a container with nothing in it is none. */
export function shapeOf({ raw, opens }: Placed): Shape {
  return KINDS[raw.shape] === 'container' && !opens ? 'effect' : raw.shape;
}

function scripted(shape: Shape, handles: readonly string[], raw: RawEnding, last: boolean): Ending {
  const well: Ending = { end: 'success', handles: null };
  const failure: Ending = { end: 'failure', code: raw.code, retryable: raw.retryable && shape !== 'fail' };
  if (shape === 'fail') return failure;
  if (KINDS[shape] === 'container') return raw.end === 'failure' && raw.choice % 2 === 0 ? failure : well;
  if (raw.end === 'failure') return NEVER_FAILS.has(shape) ? well : failure;
  // A script that ended with `lost` would have a repeatable node begin for ever.
  if (raw.end === 'lost' && shape === 'effect' && !last) return { end: 'lost' };
  const choices = CHOICES[shape];
  if (choices !== undefined) return { end: 'success', handles: [handles[raw.choice % choices]!] };
  return shape === 'switch' ? { end: 'success', handles: chosen(handles, raw) } : well;
}

const chosen = (handles: readonly string[], { choice }: RawEnding): string[] =>
  handles.filter((_, bit) => (choice & (1 << bit)) !== 0);

function containerOf({ raw, counts }: Placed, shape: Shape): ContainerSketch | null {
  const { concurrency, onItemError, race, pauseMs, breaks } = raw.container;
  const plain = { counts: [1], concurrency: 10, onItemError: 'fail', race: false, pauseMs: 0, breaks } as const;
  if (shape === 'map') return { ...plain, kind: 'map', counts, concurrency, onItemError };
  if (shape === 'loop') return { ...plain, kind: 'loop', counts, pauseMs };
  return shape === 'group' ? { ...plain, kind: 'group', race } : null;
}

function timeoutOf({ timed, position }: Placed['raw'], shape: Shape): number | null {
  // The longer ones are carried out as regular activities.
  if (shape === 'effect') return position % 4 === 0 ? 60_000 : 5_000;
  const bounded = KINDS[shape] === 'container' || shape === 'event' || shape === 'approval';
  return bounded && timed ? 900 : null;
}

/** What is drawn as a node of that id. */
export function toNode(placed: Placed, id: string, parent: string | null): NodeSketch {
  const { raw } = placed;
  const shape = shapeOf(placed);
  const handles = HANDLES[shape] ?? ['out'];
  const fallback = chosen(handles, raw.endings[0]!);
  const script = (endings: readonly RawEnding[]): Ending[] =>
    endings.map((each, index) => scripted(shape, handles, each, index === endings.length - 1));
  return aNode(id, {
    parent,
    kind: KINDS[shape] ?? 'compute',
    role: shape === 'end' ? 'end' : null,
    container: containerOf(placed, shape),
    join: raw.join,
    when: raw.when,
    onError: raw.onError,
    retry: raw.retry,
    repeatable: shape === 'effect' && raw.repeatable,
    timeoutMs: timeoutOf(raw, shape),
    handles,
    fallbackHandles: fallback.length > 0 ? fallback : handles,
    script: script(raw.endings),
    scripts: raw.elsewhere.length === 0 ? [] : [script(raw.endings), ...raw.elsewhere.map(script)],
  });
}
