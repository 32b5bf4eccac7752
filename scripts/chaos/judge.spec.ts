import { describe, expect, it } from 'vitest';
import type { EventSeen, RunSeen, StepSeen } from './evidence.ts';
import { judge } from './judge.ts';
import type { Order } from './load.ts';
import type { Shape } from './shapes.ts';
import type { Call } from './target.ts';
import type { Span } from './victim.ts';

const shape: Shape = {
  name: 'posts',
  nodes: [{ id: 'a', type: 'http', data: { method: 'POST' } }],
  edges: [],
  mayFail: ['NODE_OUTCOME_UNKNOWN'],
};
const order: Order = { ticket: 't', shape, answer: 'accepted', runId: 'r', cancelled: false };
const event = (seq: number, type: string, path: string | null = null): EventSeen => ({
  seq,
  type,
  path,
  at: seq * 1_000,
  until: null,
});
const events = [
  event(1, 'run.created'),
  event(2, 'run.started'),
  event(3, 'node.started', 'a'),
  event(4, 'node.succeeded', 'a'),
  event(5, 'run.succeeded'),
];
const step: StepSeen = { path: 'a', attempt: 1, type: 'http', status: 'success', begun: true, code: null, token: 'a1' };
const call: Call = { at: 3_500, method: 'POST', key: 'r/a', token: 'a1' };
const run: RunSeen = {
  id: 'r',
  ticket: 't',
  status: 'success',
  seq: 5,
  code: null,
  output: null,
  events,
  steps: [step],
  apiStatus: 'success',
  workflow: 'COMPLETED',
  calls: new Map([['a', [call]]]),
};
const found = (changed: Partial<RunSeen>, orders = [order], stopped: Span[] = []) =>
  judge(orders, [{ ...run, ...changed }], stopped).violations.map(({ what }) => what);
const calls = (...list: Call[]) => ({ calls: new Map([['a', list]]) });

describe('the oracle', () => {
  it('has nothing against a run as it should be', () => {
    expect(found({})).toEqual([]);
  });

  it.each<[string, Partial<RunSeen>, string]>([
    ['that is open', { status: 'running', apiStatus: 'running' }, 'it has not ended'],
    ['that ended twice', { events: [...events, event(6, 'run.failed')], seq: 6 }, '2 events end it'],
    ['that went on after its end', { events: [...events, event(6, 'log')], seq: 6 }, 'its last event is log'],
    ['with a gap in its events', { events: events.toSpliced(2, 1) }, 'have a gap'],
    ['that the API shows otherwise', { apiStatus: 'running' }, 'the API says running'],
    ['whose workflow is open', { workflow: 'RUNNING' }, 'its workflow RUNNING'],
    ['that nobody cancelled', { status: 'cancelled' }, 'nobody asked for that'],
    ['that failed for no reason', { status: 'failed', code: 'RUN_BROKEN' }, 'it failed with RUN_BROKEN'],
    ['with a step that is open', { steps: [{ ...step, status: 'running' }] }, 'a step is open'],
    ['with two results of a node', { events: [...events.slice(0, 4), event(5, 'node.succeeded', 'a')] }, '2 results'],
    ['with a result that no call gave', { steps: [{ ...step, token: 'a9' }] }, 'its output was never given'],
    ['with more calls than attempts', calls(call, { ...call, token: 'a2' }), '2 calls, 1 attempts'],
    ['whose POST was made twice', calls(call, { ...call, token: 'a2' }), 'called 2 times'],
    ['with an answer that no call gave', calls(), '1 answers, 0 calls'],
    ['with another idempotency key', calls({ ...call, key: 'other' }), 'idempotency keys other'],
    ['with a call after the result', calls({ ...call, at: 4_700 }), 'a call 700 ms after its result'],
  ])('finds a run %s', (_, changed, what) => {
    expect(found(changed)).toContainEqual(expect.stringContaining(what));
  });

  it('finds a run that was accepted and is gone, one that came of no request, and two of one request', () => {
    expect(judge([order], [], []).violations).toEqual([{ what: 'Run r was accepted and is gone' }]);
    expect(found({ ticket: 'other' }, [{ ...order, answer: 'lost', runId: null }])).toEqual(['nobody asked for it']);
    const twice = judge([order], [run, { ...run, id: 'r2', calls: new Map() }], []);
    expect(twice.violations[0]?.what).toBe('2 runs for one request');
  });

  it('takes a call after the result from a worker that was stopped before it, just after it went on', () => {
    const late = { ...run, ...calls({ ...call, at: 9_100 }) };
    expect(judge([order], [late], [{ from: 3_400, to: 9_000 }])).toEqual({ violations: [], late: 1 });
    expect(judge([order], [late], [{ from: 3_400, to: 5_000 }])).toMatchObject({ late: 0 });
    expect(found(late, [order], [{ from: 4_500, to: 9_000 }])).toHaveLength(1);
  });

  it('takes a time-out of an attempt during which a worker was stopped, and no other', () => {
    const failed = [...events.slice(0, 3), event(4, 'node.failed', 'a'), event(5, 'run.failed')];
    const timedOut = {
      status: 'failed',
      apiStatus: 'failed',
      workflow: 'FAILED',
      code: 'NODE_TIMEOUT',
      events: failed,
      steps: [{ ...step, status: 'failed', code: 'NODE_TIMEOUT', token: null }],
    };
    expect(found(timedOut)).toEqual(['posts: it failed with NODE_TIMEOUT']);
    expect(found(timedOut, [order], [{ from: 1_000, to: 2_900 }])).toHaveLength(1);
    expect(found(timedOut, [order], [{ from: 2_000, to: 3_900 }])).toEqual([]);
  });
});
