import { describe, expect, it } from 'vitest';
import type { Plan } from '@app/definition';
import { UNHURRIED } from '../proof-size.js';
import { aPlan } from '../sketch/a-plan.js';
import { aNode, type FlowSketch } from '../sketch/sketch.js';
import { feed, table, type Table } from './play.js';

/** Counts every read of a collection that grows with the plan. */
class Meter {
  reads = 0;

  on<T extends object>(target: T): T {
    const count = (): void => {
      this.reads += 1;
    };
    return new Proxy(target, {
      get: (object, key, receiver) => {
        count();
        const value: unknown = Reflect.get(object, key, object instanceof Map ? object : receiver);
        return typeof value === 'function' && object instanceof Map ? value.bind(object) : value;
      },
      has: (object, key) => (count(), Reflect.has(object, key)),
      getOwnPropertyDescriptor: (object, key) => (count(), Reflect.getOwnPropertyDescriptor(object, key)),
      ownKeys: (object) => {
        this.reads += Reflect.ownKeys(object).length;
        return Reflect.ownKeys(object);
      },
    });
  }
}

function metered(plan: Plan, meter: Meter): Plan {
  const scopes = plan.scopes.map((scope) => ({
    ...scope,
    nodes: meter.on(scope.nodes as number[]),
    entries: meter.on(scope.entries as number[]),
    leaves: meter.on(scope.leaves as number[]),
  }));
  return {
    ...plan,
    nodes: meter.on(plan.nodes as Plan['nodes'][number][]),
    edges: meter.on(plan.edges as Plan['edges'][number][]),
    byId: meter.on(new Map(plan.byId)),
    scopes,
  };
}

/** Reads of each event while the run is in full swing, first and last event apart. */
function readsPerEvent(flow: FlowSketch): number[] {
  const meter = new Meter();
  const run: Table = table(flow, metered(aPlan(flow), meter));
  feed(run, { type: 'run.started', at: run.at });
  const scope = run.state.scopes['']!;
  scope.nodes = meter.on(scope.nodes);
  const reads: number[] = [];
  const one = (event: Parameters<typeof feed>[1]): void => {
    meter.reads = 0;
    feed(run, event);
    reads.push(meter.reads);
  };
  while (run.open.length > 0) {
    const { path } = run.open[0]!;
    const { is } = run.open[0]!;
    if (is === 'execute') one({ type: 'node.started', path, attempt: 1, at: run.at });
    else one({ type: 'node.succeeded', path, attempt: 1, handles: null, at: run.at });
  }
  expect(run.state.status).toBe('success');
  return reads.slice(0, -1);
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

describe('the cost of an event', UNHURRIED, () => {
  it.each([
    ['a line', line],
    ['lanes side by side', lanes],
  ])('does not grow with the plan: %s', (_, shape) => {
    const small = Math.max(...readsPerEvent(shape(10)));
    const large = Math.max(...readsPerEvent(shape(1_000)));
    expect(large).toBe(small);
    expect(large).toBeGreaterThan(0);
  });
});
