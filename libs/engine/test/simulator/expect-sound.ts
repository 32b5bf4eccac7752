import { expect } from 'vitest';
import {
  expectedEnd,
  expectedSteps,
  leftMessages,
  leftOutside,
  openRows,
  storedEnd,
  storedOutcome,
  storedSteps,
} from './verdict.js';
import type { World } from './world.js';

/** Types whose nodes write nothing to the log. */
const SILENT: ReadonlySet<string> = new Set(['wait', 'event', 'approval', 'map', 'loop', 'group']);

/** Holds what is stored of an ended run against the reference, which judges by the stored events. */
export function expectSound(world: World): void {
  expect(world.breaches).toEqual([]);
  expect(storedEnd(world)).toEqual(expectedEnd(world));
  expect(world.told).toEqual(storedOutcome(world));
  expect(storedSteps(world)).toEqual(expectedSteps(world));
  expect(openRows(world)).toEqual([]);
  expect(leftMessages(world)).toEqual([]);
  expect(leftOutside(world)).toEqual([]);
  expect(world.store.run.events.at(-1)?.type).toMatch(/^run\.(succeeded|failed|cancelled)$/);
  const done = [...world.store.run.steps.values()].filter(
    ({ status, type }) => status === 'success' && !SILENT.has(type),
  );
  expect(world.store.run.log.toSorted()).toEqual(done.map(({ nodeId }) => `${nodeId} is done`).toSorted());
}
