import { type Definition, type DefinitionNode, type JsonObject, validate } from '@app/definition';
import { nodeTypes } from '@app/nodes';
import { expect } from 'vitest';
import type { Mocks, SimulationResult } from '../../src/index.js';
import { node, START } from '../a-simulation.js';

/** A task of a pattern: work outside, which takes as long as its mock says. */
export function task(id: string, data: JsonObject = {}, parentId?: string): DefinitionNode {
  return node(id, 'activity', { activity: id, task_queue: 'tasks', ...data }, parentId);
}

/** The definition, once it is known that nothing is wrong with it, and nothing doubtful. */
export function sound(definition: Definition): Definition {
  expect(validate(definition, nodeTypes)).toEqual([]);
  return definition;
}

/** Mocks of tasks, by id or path, that take so many seconds. */
export function lasting(seconds: Readonly<Record<string, number>>): Mocks {
  return Object.fromEntries(Object.entries(seconds).map(([name, each]) => [name, { delayMs: each * 1_000 }]));
}

const WORDS: Readonly<Record<string, string>> = {
  'node.started': 'starts',
  'node.waiting': 'waits',
  'node.succeeded': 'ends',
  // The end of a delay, or of the time that a wait has.
  'timer.fired': 'ends',
  'node.failed': 'fails',
  'node.cancelled': 'is cancelled',
};

/** All that happened at these nodes, in order, as `2s pay ends`. */
export function story({ events }: SimulationResult, ...ids: readonly string[]): string[] {
  return events.flatMap(({ at, type, path }) => {
    const word = WORDS[type];
    const isTold = path !== null && ids.includes(path.slice(path.lastIndexOf('.') + 1));
    return word === undefined || !isTold ? [] : [`${(at - START) / 1_000}s ${path} ${word}`];
  });
}
