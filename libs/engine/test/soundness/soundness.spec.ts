import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runs, UNHURRIED } from '../proof-size.js';
import { explore } from './explore.js';
import { leadsTo } from './replay.js';
import { smallDefinitions, type Read, type SmallFlow } from './small-definitions.js';
import { verdictOf } from './verdict.js';
import { World } from './world.js';

/** Flows with more states than this are left out: they take too long. */
const STATES = 20_000;

const inWords = (reads: Iterable<Read>): string[] =>
  [...reads].map(({ reader, node, variable }) => `${reader} reads ${node ?? variable}`).sort();

/** All that the core can do with the flow is what validation says, and no less. */
function isExact(flow: SmallFlow): void {
  const { reads, never, missing, joins } = verdictOf(flow);
  const seen = explore(new World(flow.definition), [...reads.values()], STATES);
  fc.pre(seen !== null);
  const ids = flow.definition.nodes.map(({ id }) => id);
  expect({
    never: ids.filter((id) => !seen?.reached.has(id)),
    missing: inWords(seen?.missed ?? []),
  }).toEqual({ never: [...never], missing: inWords(missing.map(({ read }) => read)) });
  for (const { counter_example: choices } of joins)
    for (const [node, own] of Map.groupBy(choices ?? [], (choice) => choice.node))
      expect({ node, outcomes: new Set(own.map(({ outcome }) => outcome)).size > 1 }).toEqual({ node, outcomes: true });
}

/** A pseudo-random choice, the same for the same seed. */
function picker(seed: number): (outcomes: readonly string[]) => string {
  let state = seed;
  return (outcomes) => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return outcomes[Math.floor(state / 65_536) % outcomes.length]!;
  };
}

function leadsWhereItSays(flow: SmallFlow, seed: number): void {
  const world = new World(flow.definition);
  for (const { read, counter_example: choices = [] } of verdictOf(flow).missing)
    expect({ read, choices, leads: leadsTo(world, read, choices, picker(seed)) }).toEqual({
      read,
      choices,
      leads: true,
    });
}

describe('what validation says of a flow, against all that the core can do with it', UNHURRIED, () => {
  it('is exact of one scope', () => {
    fc.assert(fc.property(smallDefinitions({ nodes: 5, containers: 0 }), isExact), runs(300));
  });

  it('is exact of containers, races, `finally` branches and compensation', () => {
    fc.assert(fc.property(smallDefinitions({ nodes: 6, containers: 6 }), isExact), runs(500));
  });

  it('is exact of containers in each other', () => {
    fc.assert(fc.property(smallDefinitions({ nodes: 7, containers: 16 }), isExact), runs(100));
  });

  it('gives counter-examples that lead to what they say, whatever else happens', () => {
    const flows = smallDefinitions({ nodes: 6, containers: 6 });
    fc.assert(fc.property(flows, fc.nat(), leadsWhereItSays), runs(400));
  });
});
