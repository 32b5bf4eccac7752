import { describe, expect, it } from 'vitest';
import { smallContainers } from '../generators/small-containers.js';
import { smallFlows } from '../generators/small-flows.js';
import { UNHURRIED } from '../proof-size.js';
import { everyWayOf } from './every-way.js';

describe(
  'every acyclic flow of one scope, with every join, every fate of every node and every order of completions',
  UNHURRIED,
  () => {
    it.each([
      [1, 3, 3],
      [2, 18, 22],
      [3, 324, 464],
      [4, 16_524, 27_276],
    ])('agrees with the reference: %i nodes, %i flows, %i ways to their ends', (size, flowCount, wayCount) => {
      const ways = [...smallFlows(size)].map((flow) => everyWayOf(flow));
      expect(ways).toHaveLength(flowCount);
      expect(ways.reduce((sum, each) => sum + each, 0)).toBe(wayCount);
    });
  },
);

describe(
  'every small flow with one container, in every order of completions, cancelled at any moment or not',
  UNHURRIED,
  () => {
    it.each([
      ['group', 220, 1_822],
      ['loop', 220, 2_495],
      ['map', 519, 12_236],
    ] as const)('agrees with the reference: a %s, %i flows, %i ways to their ends', (kind, flowCount, wayCount) => {
      const ways = [...smallContainers(kind)].map((flow) => everyWayOf(flow, true));
      expect([ways.length, ways.reduce((sum, each) => sum + each, 0)]).toEqual([flowCount, wayCount]);
    });
  },
);
