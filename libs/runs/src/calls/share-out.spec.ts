import type { CallRequest, CallWait, ShellCalls } from '@app/engine';
import { describe, expect, it } from 'vitest';
import { shareOut } from './share-out.js';

const aCall = (over: Partial<CallRequest> = {}): CallRequest => ({
  kind: 'activity',
  name: 'work',
  task_queue: 'q',
  arguments: [],
  heartbeat_timeout_ms: null,
  timeout_ms: 600_000,
  wait: true,
  ...over,
});

const aWait = (path: string, call: CallRequest | null = aCall()): CallWait => ({ path, attempt: 1, call });

const aShell = (over: Partial<ShellCalls> = {}): ShellCalls => ({
  own: [],
  apart: [],
  ended: [],
  unclaimed: [],
  full: false,
  ...over,
});

const paths = (waits: readonly CallWait[]): string[] => waits.map(({ path }) => path);
const own = (waits: readonly CallWait[]): string[] => paths(waits.filter(({ call }) => call !== null));

describe('the calls that a run waits for', () => {
  it('are its own workflow to begin where they are short activities, for a while', () => {
    const { told, begin } = shareOut([aWait('a')], undefined);
    expect(told).toEqual([{ ...aWait('a'), claimWithinMs: 20_000 }]);
    expect(begin).toEqual([]);
  });

  it.each<[string, Partial<CallRequest>]>([
    ['may last', { timeout_ms: 600_001 }],
    ['have no bound', { timeout_ms: null }],
    ['are workflows', { kind: 'workflow' }],
    ['have long arguments', { arguments: ['x'.repeat(262_144)] }],
  ])('have workflows of their own where they %s', (_, over) => {
    const { told, begin } = shareOut([aWait('a', aCall(over))], undefined);
    expect(told).toEqual([aWait('a', null)]);
    expect(paths(begin)).toEqual(['a']);
  });

  it('are its own workflow to begin up to sixteen at a time, those under way included', () => {
    const waits = Array.from({ length: 20 }, (_, n) => aWait(`n${n}`, n < 3 ? null : aCall()));
    const shell = aShell({ own: ['n0#1', 'n1#1', 'gone#1'], apart: ['n2#1'] });
    const { told, begin } = shareOut(waits, shell);
    expect(own(told)).toEqual(paths(waits).slice(3, 17));
    expect(paths(begin)).toEqual(['n17', 'n18', 'n19']);
    expect(paths(told)).toEqual(paths(waits));
  });

  it('take no more of its history than what fits into one answer, all of them together', () => {
    const waits = ['a', 'b', 'c'].map((path) => aWait(path, aCall({ arguments: ['x'.repeat(100_000)] })));
    expect(own(shareOut(waits, undefined).told)).toEqual(['a', 'b']);
  });

  it('all have workflows of their own once its history has grown long, so that it can begin anew', () => {
    const { told, begin } = shareOut([aWait('a', null), aWait('b')], aShell({ own: ['a#1'], full: true }));
    expect(own(told)).toEqual([]);
    expect(paths(begin)).toEqual(['b']);
  });

  it('have workflows of their own after no worker took them on, whether or not the driver knows that', () => {
    const { told, begin, lookAfter } = shareOut(
      [aWait('a'), aWait('b', null)],
      aShell({ apart: ['b#1'], unclaimed: ['a#1', 'b#1'] }),
    );
    expect(own(told)).toEqual([]);
    expect(paths(begin)).toEqual(['a', 'b']);
    expect(lookAfter).toEqual([]);
  });

  it('are looked after where they have workflows, and those are stopped that nobody waits for any more', () => {
    const { told, begin, stop, lookAfter } = shareOut(
      [aWait('a', null), aWait('b', null)],
      aShell({ own: ['b#1', 'c#1'], apart: ['a#1', 'd#1'] }),
    );
    expect(told).toEqual([aWait('a', null), aWait('b', null)]);
    expect(begin).toEqual([]);
    expect(paths(lookAfter)).toEqual(['a']);
    expect(stop).toEqual(['d#1']);
  });
});
