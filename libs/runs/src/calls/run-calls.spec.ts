import type { Advanced, CallWait, NodeResult, ShellCalls } from '@app/engine';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { RunCalls } from './run-calls.js';

const RUN = 'r';
const WAITING: Advanced = { ended: false, again: false, wakeAt: null, activities: [] };
const SHELL: ShellCalls = { own: [], apart: [], ended: [], unclaimed: [], full: false };

const aWorkflow = (path: string): CallWait => ({
  path,
  attempt: 1,
  call: {
    kind: 'workflow',
    name: 'order',
    task_queue: 'q',
    arguments: [],
    heartbeat_timeout_ms: null,
    timeout_ms: null,
    wait: true,
  },
});
const begun = (path: string): CallWait => ({ path, attempt: 1, call: null });
const waitingFor = (...calls: CallWait[]): Advanced => ({ ...WAITING, calls });

/** What is done in Temporal is put down; each start takes a second. */
function scene({ existing = [], gone = [] }: { existing?: string[]; gone?: string[] } = {}) {
  const did: string[] = [];
  const left: NodeResult[] = [];
  const workflows = {
    start: async (_run: string, key: string) => {
      vi.setSystemTime(Date.now() + 1_000);
      did.push(`start ${key}`);
      return existing.includes(key);
    },
    cancel: async (_run: string, key: string) => void did.push(`cancel ${key}`),
    isRunning: async (_run: string, key: string) => {
      did.push(`look ${key}`);
      return !gone.includes(key);
    },
  };
  const parts = [
    workflows,
    {},
    { called: async () => undefined, awaited: async () => undefined },
    { leaveResult: async (_run: string, result: NodeResult) => void left.push(result) },
    { wake: async () => void did.push('wake') },
  ] as unknown as ConstructorParameters<typeof RunCalls>;
  return { calls: new RunCalls(...parts), did, left };
}

describe('the calls of a run', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('cost a run that has none nothing', async () => {
    const { calls, did } = scene();
    const advanced = { ...WAITING, calls: [] };
    expect(await calls.follow(RUN, advanced, undefined)).toBe(advanced);
    expect(did).toEqual([]);
  });

  it('are begun as far as the time of an advance allows; the rest is for the next one', async () => {
    const { calls, did } = scene();
    const waits = Array.from({ length: 40 }, (_, n) => aWorkflow(`w${n}`));
    const first = await calls.follow(RUN, waitingFor(...waits), undefined);
    expect(did.length).toBeLessThan(40);
    expect(first).toMatchObject({ again: true });
    expect(first.calls?.map(({ path }) => `start ${path}#1`)).toEqual(did);
    expect(first.calls?.every(({ call }) => call === null)).toBe(true);
  });

  it('that were begun before are left to go on, and fail where they are gone', async () => {
    const there = scene({ existing: ['w#1'] });
    expect(await there.calls.follow(RUN, waitingFor(aWorkflow('w')), undefined)).toMatchObject({ again: false });
    expect(there.left).toEqual([]);
    const gone = scene({ existing: ['w#1'], gone: ['w#1'] });
    expect(await gone.calls.follow(RUN, waitingFor(aWorkflow('w')), undefined)).toMatchObject({ again: true });
    expect(gone.left).toMatchObject([{ path: 'w', attempt: 1, error: { code: 'NODE_OUTCOME_UNKNOWN' } }]);
  });

  it('are looked after, but not at every advance', async () => {
    const { calls, did } = scene();
    const shell = { ...SHELL, apart: ['w#1'] };
    for (let n = 0; n < 3; n++) await calls.follow(RUN, waitingFor(begun('w')), shell);
    expect(did).toEqual(['look w#1']);
    vi.advanceTimersByTime(600_001);
    await calls.follow(RUN, waitingFor(begun('w')), shell);
    expect(did).toEqual(['look w#1', 'look w#1']);
  });

  it('are stopped when the run does not wait for them any more, also when it has ended', async () => {
    const { calls, did } = scene();
    await calls.follow(RUN, { ...WAITING, ended: true }, { ...SHELL, own: ['a#1'], apart: ['w#1', 'x#2'] });
    expect(did.toSorted()).toEqual(['cancel w#1', 'cancel x#2']);
  });

  it('that have ended are not stopped, and wake their run', async () => {
    const { calls, did, left } = scene();
    await calls.end(RUN, { path: 'w', attempt: 1, value: { n: 1 } });
    expect(left).toMatchObject([{ path: 'w', attempt: 1, outcome: { output: { n: 1 }, handles: null } }]);
    await calls.follow(RUN, WAITING, { ...SHELL, apart: ['w#1'] });
    expect(did).toEqual(['wake']);
  });
});
