import { describe, expect, it } from 'vitest';
import { packState } from '../../src/core/state-format.js';
import { UNHURRIED } from '../proof-size.js';
import { aPlan } from '../sketch/a-plan.js';
import { aContainer, aFlow, aNode, inside, type ContainerSketch, type FlowSketch } from '../sketch/sketch.js';
import { Meter, metered } from './meter.js';
import { eventOf } from './open-end.js';
import { feed, start, table } from './play.js';

/** Reads of each event while the run is in full swing; the first event and the last are left out. */
function readsPerEvent(flow: FlowSketch): number[] {
  const meter = new Meter();
  const run = table(flow, metered(aPlan(flow), meter));
  start(run);
  run.state.scopes = meter.on(run.state.scopes);
  const root = run.state.scopes['']!;
  root.nodes = meter.on(root.nodes);
  const reads: number[] = [];
  while (run.open.length > 0) {
    // Neither the first that is open nor the last, where there are many.
    const event = eventOf(flow, run.open[Math.floor(run.open.length / 2)]!, run.at, 0);
    meter.reads = 0;
    feed(run, event);
    reads.push(meter.reads);
    const { inside: within } = event.type === 'node.opened' ? root.nodes[event.path]! : {};
    if (within !== undefined) within.open = meter.on(within.open);
  }
  expect(run.state.status).toBe('success');
  return reads.slice(1, -1);
}

const line = (length: number): FlowSketch => ({
  nodes: Array.from({ length }, (_, at) => aNode(`n${at}`)),
  edges: Array.from({ length: length - 1 }, (_, at) => ({
    source: `n${at}`,
    target: `n${at + 1}`,
    handle: 'out',
    errors: null,
  })),
});

/** So many lines of three side by side. */
const lanes = (count: number): FlowSketch => ({
  nodes: Array.from({ length: count * 3 }, (_, at) => aNode(`n${at}`)),
  edges: Array.from({ length: count * 3 }, (_, at) => ({
    source: `n${at}`,
    target: `n${at + 1}`,
    handle: 'out',
    errors: null,
  })).filter((_, at) => at % 3 !== 2),
});

const within = (kind: ContainerSketch['kind'], settings: Partial<ContainerSketch>): FlowSketch =>
  aFlow(
    [aContainer('k', kind, settings), ...inside('k', aNode('a'), aNode('b'), aNode('u'))],
    ['a -> b', 'a:compensate -> u'],
  );
const map = (items: number): FlowSketch => within('map', { counts: [items], concurrency: 3 });
const loop = (turns: number): FlowSketch => within('loop', { counts: [turns] });

describe('the cost of an event', UNHURRIED, () => {
  it.each([
    ['the plan: a line', line],
    ['the plan: lanes side by side', lanes],
    ['the items of a map, of which a few are open at a time', map],
    ['the turns of a loop', loop],
  ])('does not grow with %s', (_, shape) => {
    const small = Math.max(...readsPerEvent(shape(10)));
    const large = Math.max(...readsPerEvent(shape(1_000)));
    expect(large).toBe(small);
    expect(large).toBeGreaterThan(0);
  });
});

/** The length of the stored state when so many items or turns have ended and one is under way. */
function storedAfter(flow: FlowSketch, ended: number): number {
  const run = table(flow);
  start(run);
  for (let done = 0; done < ended;) {
    const { event } = feed(run, eventOf(flow, run.open[0]!, run.at, 0));
    if (event.type === 'node.succeeded' && event.path.endsWith('.b')) done += 1;
  }
  return JSON.stringify(packState(run.plan, run.state)).length;
}

describe('what is stored of a run', UNHURRIED, () => {
  it.each([
    ['items', map],
    ['turns', loop],
  ])('does not grow with the %s that have ended', (_, shape) => {
    const flow = shape(1_000);
    // Numbers get longer by a digit or two.
    expect(storedAfter(flow, 900)).toBeLessThan(storedAfter(flow, 20) + 40);
  });
});
