import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { advance } from '../../src/core/advance.js';
import { outstanding } from '../../src/core/outstanding.js';
import { packState, unpackState } from '../../src/core/state-format.js';
import { migrateState } from '../../src/core/state-migrations.js';
import { STATE_VERSION } from '../../src/core/stored-state.js';
import { toCoreEvent } from '../../src/driver/run-event.js';
import { aPlan } from '../sketch/a-plan.js';
import { aFlow, aNode } from '../sketch/sketch.js';

const kept = (name: string): { version: number } =>
  JSON.parse(readFileSync(new URL(`../states/${name}.json`, import.meta.url), 'utf8')) as { version: number };

/** The flow of the kept states: from `done` to one node of each kind, and on to a join. */
const flow = aFlow(
  [
    aNode('done', { kind: 'compute' }),
    aNode('skipped'),
    aNode('ready'),
    aNode('short'),
    aNode('long', { timeoutMs: 60_000 }),
    aNode('delay', { kind: 'wait' }),
    aNode('pause'),
    aNode('join'),
  ],
  [
    ...['skipped', 'ready', 'short', 'long', 'delay', 'pause'].map((id) => `done -> ${id}`),
    ...['skipped', 'short', 'delay'].map((id) => `${id} -> join`),
  ],
);
const plan = aPlan(flow);

describe('a state that an earlier version stored', () => {
  it('of version 1 is gone on with where it was', () => {
    const state = unpackState(plan, migrateState(kept('version-1')));
    const { commands, running } = outstanding(plan, state);
    expect(commands).toEqual([
      expect.objectContaining({ type: 'execute', path: 'ready', attempt: 1 }),
      expect.objectContaining({ type: 'wait', path: 'delay', reason: 'delay', until: 1_700_000_100_000 }),
      expect.objectContaining({ type: 'wait', path: 'pause', reason: 'retry', until: 1_700_000_050_000 }),
    ]);
    expect(running.map(({ path, attempt, by }) => [path, attempt, by])).toEqual([
      ['short', 1, null],
      ['long', 2, 'activity'],
    ]);
    expect(state.deadline).toBe(1_700_003_600_000);
  });

  it('of version 1 ends as it would have, with events in the words of then', () => {
    let state = unpackState(plan, migrateState(kept('version-1')));
    const at = 1_700_000_200_000;
    const feed = (type: string, path: string, data: object = {}): void => {
      const event = toCoreEvent({ seq: 1, at, type, path, data: { ...data } });
      ({ state } = advance(plan, state, event!));
    };
    const succeeded = (path: string, attempt: number): void => feed('node.succeeded', path, { attempt, handles: null });
    feed('node.started', 'ready', { attempt: 1, activity: true });
    expect(outstanding(plan, state).running.find(({ path }) => path === 'ready')?.by).toBe('activity');
    succeeded('ready', 1);
    succeeded('short', 1);
    succeeded('long', 2);
    feed('timer.fired', 'delay');
    feed('timer.fired', 'pause');
    succeeded('pause', 2);
    expect(state.status).toBe('running');
    succeeded('join', 1);
    expect(state.status).toBe('success');
  });

  it('is packed as the present version once it is stored again, and reads the same', () => {
    const state = unpackState(plan, migrateState(kept('version-1')));
    const packed = JSON.parse(JSON.stringify(packState(plan, state))) as { version: number };
    expect(packed.version).toBe(STATE_VERSION);
    expect(outstanding(plan, unpackState(plan, migrateState(packed)))).toEqual(outstanding(plan, state));
  });

  it('of a later version is refused, and the run with it', () => {
    expect(() => migrateState({ version: STATE_VERSION + 1 })).toThrow(expect.objectContaining({ code: 'RUN_BROKEN' }));
  });
});
