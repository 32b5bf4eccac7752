import { compile, type JsonObject } from '@app/definition';
import { nodeTypes } from '@app/nodes';
import { describe, expect, it } from 'vitest';
import { AwaitedEvents } from './awaited-events.js';

const eventsOf = (...waits: JsonObject[]) => {
  const nodes = waits.map((data, at) => ({ id: `w${at}`, type: 'wait', data }));
  return AwaitedEvents.of(compile({ nodes, edges: [] }, nodeTypes));
};
const needs = (...required: string[]): JsonObject => ({ type: 'object', required });

describe('the events that a version waits for', () => {
  it('have the names of its wait nodes, each once', () => {
    expect(eventsOf({ event: 'b' }, { event: 'a' }, { event: 'b', schema: {} }).names).toEqual(['b', 'a']);
    expect(AwaitedEvents.of(compile({ nodes: [], edges: [] }, nodeTypes)).names).toEqual([]);
  });

  it('take any payload where no node says more', () => {
    const events = eventsOf({ event: 'a' }, { event: 'b', schema: needs('x') });
    expect(events.problems('a', null)).toEqual([]);
    expect(events.problems('b', {})).toEqual([{ path: 'x', message: 'is missing' }]);
  });

  it('ask of a payload what any of their nodes asks, and say each thing once', () => {
    const events = eventsOf(
      { event: 'a', schema: needs('x') },
      { event: 'a', schema: needs('x') },
      { event: 'a', schema: needs('x', 'y') },
    );
    expect(events.problems('a', { y: 1 })).toEqual([{ path: 'x', message: 'is missing' }]);
    expect(events.problems('a', {}).map(({ path }) => path)).toEqual(['x', 'y']);
  });
});
