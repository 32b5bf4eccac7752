import fc from 'fast-check';
import { describe, it } from 'vitest';
import { flows } from '../generators/flows.js';
import { PROOF, runs, UNHURRIED } from '../proof-size.js';
import { backAfterTheEnd, backMeanwhile, backMeanwhileEverywhere } from '../simulator/befalls.js';

describe('a driver, or the process of an activity, that stood still and comes back', UNHURRIED, () => {
  it('after the end of the run changes nothing and leaves, wherever it stood', async () => {
    await fc.assert(
      fc.asyncProperty(flows({ maxNodes: 7 }), (flow) => backAfterTheEnd(flow)),
      runs(PROOF.crashed),
    );
  });

  it('in the middle of what its successor does changes nothing of it, wherever both are', async () => {
    await fc.assert(
      fc.asyncProperty(flows({ maxNodes: 8 }), fc.nat({ max: 40 }), fc.nat({ max: 30 }), (flow, at, later) =>
        backMeanwhile(flow, { of: 'driver', at: at + 1, later: later + 1 }),
      ),
      runs(PROOF.driven * 2),
    );
    await fc.assert(
      fc.asyncProperty(flows({ maxNodes: 7 }), (flow) => backMeanwhileEverywhere(flow)),
      runs(PROOF.crashed),
    );
  });
});
