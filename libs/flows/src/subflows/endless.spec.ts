import { aDefinition, type NodeSketch } from '@app/testing';
import { describe, expect, it } from 'vitest';
import { type Caller, endless } from './endless.js';

/** A definition that calls these, one after the other; behind a condition where it says so. */
function caller(called: readonly string[], guarded = false): Caller {
  const calls = called.map((name, at): NodeSketch => ({ id: `n${at}`, type: 'subflow', data: { flow: name } }));
  const condition: NodeSketch = { id: 'c', type: 'condition', data: { expression: 'input' } };
  const definition = guarded
    ? aDefinition(
        [condition, ...calls],
        calls.map(({ id }) => ['c', id, 'true']),
      )
    : aDefinition(calls);
  return { definition, calls: new Map(called.map((name, at) => [`n${at}`, name])) };
}

const found = (callers: Record<string, Caller>) => [...endless(new Map(Object.entries(callers)))].sort();

describe('flows that call each other without end', () => {
  it('are those in a circle without a decision, and those that cannot but call one of them', () => {
    expect(found({ a: caller(['a']) })).toEqual(['a']);
    expect(found({ a: caller(['b']), b: caller(['c']), c: caller(['b']), d: caller([]) })).toEqual(['a', 'b', 'c']);
    expect(found({ a: caller(['d', 'b']), b: caller(['b']), d: caller([]) })).toEqual(['a', 'b']);
  });

  it('are none where one of the circle decides whether it goes on', () => {
    expect(found({ a: caller(['a'], true) })).toEqual([]);
    expect(found({ a: caller(['b']), b: caller(['a'], true) })).toEqual([]);
    expect(found({ a: caller(['b', 'a'], true), b: caller(['b']) })).toEqual(['b']);
  });

  it('are none where they only come together again', () => {
    expect(found({ a: caller(['b', 'c']), b: caller(['d']), c: caller(['d']), d: caller([]) })).toEqual([]);
    expect(found({ a: caller(['nobody']) })).toEqual([]);
  });
});
