import { describe, expect, it } from 'vitest';
import { smallFlows } from '../generators/small-flows.js';
import { UNHURRIED } from '../proof-size.js';
import type { Picture } from '../reference/picture.js';
import { after, blank } from '../reference/reference.js';
import type { FlowSketch } from '../sketch/sketch.js';
import { coreView, referenceView } from './agreement.js';
import { eventOf } from './open-end.js';
import { feed, start, table, type Table, type Turn } from './play.js';

/** The same run at this moment, to be gone on with in another way. */
const fork = (run: Table): Table => ({ ...run, state: structuredClone(run.state) });

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Takes every way that the run can go from here; gives how many ends there are. */
function everyWay(run: Table, turn: Turn, before: Picture): number {
  const picture = after(run.flow, before, turn.event);
  const [core, reference] = [coreView(run.flow, turn.state, turn.commands), referenceView(run.flow, before, picture)];
  if (!same(core, reference)) expect(core).toEqual(reference);
  if (run.open.length === 0) {
    expect(picture.outcome).not.toBeNull();
    return 1;
  }
  // What is ready begins at once: only the order in which things end is of interest.
  const begins = run.open.filter(({ is }) => is === 'execute');
  return (begins.length > 0 ? begins.slice(0, 1) : run.open).reduce((ends, open) => {
    const way = fork(run);
    return ends + everyWay(way, feed(way, eventOf(run.flow, open, way.at, 0)), picture);
  }, 0);
}

function everyWayOf(flow: FlowSketch): number {
  const run = table(flow);
  return everyWay(run, start(run), blank(flow));
}

describe(
  'every acyclic flow, with every join, every fate of every node and every order of completions',
  UNHURRIED,
  () => {
    it.each([
      [1, 3, 3],
      [2, 18, 22],
      [3, 324, 464],
      [4, 16_524, 27_276],
    ])('agrees with the reference: %i nodes, %i flows, %i ways to their ends', (size, flowCount, wayCount) => {
      const ways = [...smallFlows(size)].map(everyWayOf);
      expect(ways).toHaveLength(flowCount);
      expect(ways.reduce((sum, each) => sum + each, 0)).toBe(wayCount);
    });
  },
);
