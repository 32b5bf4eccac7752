import { expect } from 'vitest';
import type { Picture } from '../reference/picture.js';
import { after, blank } from '../reference/reference.js';
import type { FlowSketch } from '../sketch/sketch.js';
import { coreView } from './core-view.js';
import { eventOf } from './open-end.js';
import { feed, send, start, table, type Table, type Turn } from './play.js';
import { referenceView } from './reference-view.js';

/** The same run at this moment, to be gone on with in another way. */
const fork = (run: Table): Table => ({ ...run, state: structuredClone(run.state) });

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Takes every way that the run can go from here; gives how many ends there are. */
function everyWay(run: Table, turn: Turn, before: Picture, mayCancel: boolean): number {
  const picture = after(run.flow, before, turn.event);
  const core = coreView(run.flow, turn.state, turn.commands, turn.open, picture);
  const reference = referenceView(run.flow, before, picture, turn.event);
  if (!same(core, reference)) expect(core).toEqual(reference);
  if (run.open.length === 0) {
    expect(picture.outcome).not.toBeNull();
    return 1;
  }
  // What is ready begins at once: only the order in which things end is of interest.
  const begins = run.open.filter(({ is }) => is === 'execute' || is === 'ask' || is === 'gather');
  const ends = (begins.length > 0 ? begins.slice(0, 1) : run.open).reduce((sum, open) => {
    const way = fork(run);
    return sum + everyWay(way, feed(way, eventOf(run.flow, open, way.at, 0)), picture, mayCancel);
  }, 0);
  if (!mayCancel || begins.length > 0) return ends;
  const way = fork(run);
  return ends + everyWay(way, send(way, 'run.cancel_requested'), picture, false);
}

/**
 * Takes every order in which the things of a run can end, and compares the interpreters after every event.
 *
 * @param mayCancel whether the run may also be cancelled once, at any moment
 * @returns how many ways to an end there are
 */
export function everyWayOf(flow: FlowSketch, mayCancel = false): number {
  const run = table(flow);
  return everyWay(run, start(run), blank(flow), mayCancel);
}
