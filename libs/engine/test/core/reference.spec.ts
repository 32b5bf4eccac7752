import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { flows, schedules } from '../generators/flows.js';
import { PROOF, runs, UNHURRIED } from '../proof-size.js';
import { after, blank } from '../reference/reference.js';
import type { FlowSketch } from '../sketch/sketch.js';
import { coreView, referenceView } from './agreement.js';
import { play } from './play.js';

function agreesAllAlong(flow: FlowSketch, schedule: readonly number[]): void {
  let picture = blank(flow);
  play(flow, schedule, ({ event, state, commands }) => {
    const before = picture;
    picture = after(flow, picture, event);
    expect(coreView(flow, state, commands)).toEqual(referenceView(flow, before, picture));
  });
  expect(picture.outcome).not.toBeNull();
}

describe('the core against the naive reference', UNHURRIED, () => {
  it('agrees after every event of every generated run', () => {
    fc.assert(fc.property(flows({ maxNodes: 25 }), schedules, agreesAllAlong), {
      numRuns: PROOF.flows,
      seed: PROOF.seed,
    });
  });

  it('agrees on flows of hundreds of nodes', () => {
    const large = flows({ minNodes: 150, maxNodes: 300 });
    fc.assert(fc.property(large, schedules, agreesAllAlong), { ...runs(PROOF.largeFlows), endOnFailure: true });
  });
});
