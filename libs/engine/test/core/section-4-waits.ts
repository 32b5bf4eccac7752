import { aNode } from '../sketch/sketch.js';
import { failing, fails, type Rule } from './rule.js';

const [a, b, c] = [aNode('a'), aNode('b'), aNode('c')];
const event = aNode('w', { kind: 'event', timeoutMs: 700 });
const approval = aNode('w', {
  kind: 'approval',
  timeoutMs: 700,
  script: [{ end: 'success', handles: ['rejected'] }],
});

/** What waits for events and for people. */
export const WAITS: Record<string, readonly Rule[]> = {
  'a wait for an event': [
    {
      rule: 'waits until the event is there',
      nodes: [event, a],
      edges: ['w:received -> a'],
      finish: [],
      becomes: { w: 'waiting', a: 'pending' },
    },
    {
      rule: 'takes `received` then, and `timeout` is dead',
      nodes: [event, a, b],
      edges: ['w:received -> a', 'w:timeout -> b'],
      finish: ['w'],
      becomes: { w: 'success', a: 'running', b: 'omitted' },
    },
    {
      rule: 'takes `timeout` when its time is up, and `received` is dead',
      nodes: [event, a, b],
      edges: ['w:received -> a', 'w:timeout -> b'],
      finish: ['w!'],
      becomes: { w: 'success', a: 'omitted', b: 'running' },
    },
    {
      rule: 'may fail by what it received',
      nodes: [{ ...event, ...fails('EXPRESSION_FAILED') }, a],
      edges: ['w:received -> a'],
      finish: ['w'],
      becomes: { w: 'failed', a: 'pending' },
      run: 'failed EXPRESSION_FAILED w',
    },
    {
      rule: 'is cancelled with its scope',
      nodes: [event, failing('a', 'HTTP_STATUS')],
      edges: [],
      finish: ['a'],
      becomes: { w: 'cancelled' },
      run: 'failed HTTP_STATUS a',
    },
  ],
  'an approval': [
    {
      rule: 'takes the handle of what was decided',
      nodes: [approval, a, b, c],
      edges: ['w:approved -> a', 'w:rejected -> b', 'w:timeout -> c'],
      finish: ['w'],
      becomes: { w: 'success', a: 'omitted', b: 'running', c: 'omitted' },
    },
    {
      rule: 'takes `timeout` when nobody has decided in time',
      nodes: [approval, a, b, c],
      edges: ['w:approved -> a', 'w:rejected -> b', 'w:timeout -> c'],
      finish: ['w!'],
      becomes: { w: 'success', a: 'omitted', b: 'omitted', c: 'running' },
    },
    {
      rule: 'without a time-out waits for ever',
      nodes: [{ ...approval, timeoutMs: null }, a],
      edges: [],
      finish: ['a'],
      becomes: { w: 'waiting', a: 'success' },
    },
  ],
};
