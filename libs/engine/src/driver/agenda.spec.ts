import { describe, expect, it } from 'vitest';
import { aPlan } from '../../test/sketch/a-plan.js';
import { aFlow, aNode } from '../../test/sketch/sketch.js';
import { initialState } from '../core/advance.js';
import type { Command } from '../core/command.js';
import { Agenda } from './agenda.js';
import { Ledger } from './ledger.js';
import { RunMemory } from './run-memory.js';

const OF_A = { path: 'a', node: 0, attempt: 1 };
const OF_B = { path: 'b', node: 1, attempt: 1 };
const IN_AN_HOUR = { type: 'wait', until: 3_600_000 } as const;

/** An agenda that has a node to execute, to wait for, to try again after a pause, or to have as an activity. */
const HAVING: Record<string, { was: 'ready' | 'waiting' | 'running'; has: (agenda: Agenda, on: typeof OF_A) => void }> =
  {
    'is ready': { was: 'ready', has: (agenda, on) => agenda.follow([{ type: 'execute', ...on, at: 0 }], 0) },
    'waits for a time': {
      was: 'waiting',
      has: (agenda, on) => agenda.follow([{ ...IN_AN_HOUR, ...on, reason: 'delay' }], 0),
    },
    'pauses before an attempt': {
      was: 'waiting',
      has: (agenda, on) => agenda.follow([{ ...IN_AN_HOUR, ...on, reason: 'retry' }], 0),
    },
    'runs as an activity': {
      was: 'running',
      has: (agenda, on) => void agenda.activities.set(on.path, { ...on, timeoutMs: 60_000 }),
    },
  };

function scene() {
  const plan = aPlan(aFlow([aNode('a'), aNode('b')], []));
  const facts = {
    runId: 'run',
    flow: { id: 'f', name: 'F', version: 1 },
    flowVersionId: 'v',
    input: null,
    parentRunId: null,
    depth: 0,
    slice: null,
  };
  const memory = new RunMemory(plan, { ...facts, startedAt: 0 }, {}, 0);
  const ledger = new Ledger({ plan, state: initialState(), memory, seq: 0, refused: new Map() });
  return { agenda: new Agenda(plan, ledger), ledger };
}

// An abort ends the run as long as there is one scope only, and nobody looks at the agenda after that.
describe('a node that is stopped', () => {
  it.each(Object.entries(HAVING))('and %s is neither done nor waited for any more; others are', (_, { was, has }) => {
    const { agenda } = scene();
    has(agenda, OF_A);
    has(agenda, OF_B);
    const stop = (on: typeof OF_A): Command => ({ type: 'abort', ...on, was });
    agenda.follow([stop(OF_A)], 5);
    expect(agenda.empty).toBe(false);
    agenda.follow([stop(OF_B)], 5);
    expect(agenda.empty).toBe(true);
    expect(agenda.timers.next()).toBeNull();
  });

  it.each([
    ['is ready', []],
    ['waits for a time', ['cancelled']],
    ['pauses before an attempt', []],
    ['runs as an activity', ['cancelled']],
  ])('and %s has a row of its own only where an attempt was under way', (name, rows) => {
    const { agenda, ledger } = scene();
    const { was, has } = HAVING[name]!;
    has(agenda, OF_A);
    agenda.follow([{ type: 'abort', ...OF_A, was }], 5);
    expect(ledger.journal.drain().steps.map(({ status }) => status)).toEqual(rows);
  });
});
