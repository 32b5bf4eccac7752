import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { flows, nestedFlows, stormyFlows } from '../generators/flows.js';
import { messages, schedules, type Message } from '../generators/schedules.js';
import { PROOF, runs, UNHURRIED } from '../proof-size.js';
import { after, blank } from '../reference/reference.js';
import type { FlowSketch } from '../sketch/sketch.js';
import { coreView } from './core-view.js';
import { play } from './play.js';
import { referenceView } from './reference-view.js';

function agreesAllAlong(flow: FlowSketch, schedule: readonly number[], sent: readonly Message[]): void {
  let picture = blank(flow);
  const compare = ({ event, state, commands, open }: Parameters<NonNullable<Parameters<typeof play>[2]>>[0]): void => {
    const before = picture;
    picture = after(flow, picture, event);
    expect(coreView(flow, state, commands, open, picture)).toEqual(referenceView(flow, before, picture, event));
  };
  play(flow, schedule, compare, sent);
  expect(picture.outcome).not.toBeNull();
}

describe('the core against the naive reference', UNHURRIED, () => {
  it.each([
    ['of one scope', flows({ maxNodes: 25 })],
    ['with containers', nestedFlows({ maxNodes: 25 })],
    ['with containers of which much fails', stormyFlows({ maxNodes: 25 })],
  ])('agrees after every event of every generated run of a flow %s', (_, generated) => {
    fc.assert(fc.property(generated, schedules, messages, agreesAllAlong), {
      numRuns: PROOF.flows,
      seed: PROOF.seed,
    });
  });

  it.each([
    ['of one scope', flows({ minNodes: 150, maxNodes: 300 })],
    ['with containers', nestedFlows({ minNodes: 80, maxNodes: 150 })],
  ])('agrees on flows of hundreds of nodes %s', (_, large) => {
    fc.assert(fc.property(large, schedules, messages, agreesAllAlong), {
      ...runs(PROOF.largeFlows),
      endOnFailure: true,
    });
  });
});
