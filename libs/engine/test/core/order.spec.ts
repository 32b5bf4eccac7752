import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Command } from '../../src/core/command.js';
import { splitInstance, splitPath } from '../../src/core/path.js';
import { flows, nestedFlows, stormyFlows } from '../generators/flows.js';
import { messages, schedules } from '../generators/schedules.js';
import { PROOF, runs, UNHURRIED } from '../proof-size.js';
import type { FlowSketch, NodeSketch } from '../sketch/sketch.js';
import { Chronicle } from './chronicle.js';
import { play, type Turn } from './play.js';

function toldOf(flow: FlowSketch, schedule: readonly number[]): Chronicle {
  const chronicle = new Chronicle();
  play(flow, schedule, (turn) => chronicle.note(turn));
  return chronicle;
}

const byPath = <T>(map: ReadonlyMap<string, T>): [string, T][] => [...map].sort(([a], [b]) => (a < b ? -1 : 1));
const allWell = ({ endings }: Chronicle): boolean => [...endings.values()].every(({ status }) => status === 'success');

/** The same flow without races, and with all the time that there is. */
function unhurried(flow: FlowSketch): FlowSketch {
  const calm = (node: NodeSketch): NodeSketch => {
    const { container } = node;
    return { ...node, timeoutMs: null, container: container && { ...container, race: false } };
  };
  const timeless = flow.edges.filter(({ handle }) => handle !== 'timeout');
  return { nodes: flow.nodes.map(calm), edges: timeless };
}

const endsOf = ({ nodes }: FlowSketch): (string | null)[] =>
  nodes.filter(({ role }) => role === 'end').map(({ parent }) => parent);

describe.each([
  ['of one scope', flows],
  ['with containers', (bounds: Parameters<typeof nestedFlows>[0]) => nestedFlows(bounds).map(unhurried)],
])('what the order of completions cannot change of a flow %s', { ...UNHURRIED }, (_, flowsOf) => {
  it('is how the run ends and, where no scope closes, how each node of each instance does', () => {
    fc.assert(
      fc.property(flowsOf({ maxNodes: 15, calm: 0.8 }), schedules, schedules, (flow, one, other) => {
        const [a, b] = [toldOf(flow, one), toldOf(flow, other)];
        expect(a.endings.get('')!.status).toBe(b.endings.get('')!.status);
        expect(allWell(a)).toBe(allWell(b));
        // Where an error was not handled, it is the order that says what was stopped by it.
        expect(allWell(a) ? byPath(a.nodes) : []).toEqual(allWell(a) ? byPath(b.nodes) : []);
      }),
      runs(PROOF.flows / 2),
    );
  });

  it('is where the outputs come from, but for which of several ends was first', () => {
    fc.assert(
      fc.property(flowsOf({ maxNodes: 15, calm: 1 }), schedules, schedules, (flow, one, other) => {
        fc.pre(new Set(endsOf(flow)).size === endsOf(flow).length);
        expect(byPath(toldOf(flow, one).endings)).toEqual(byPath(toldOf(flow, other).endings));
      }),
      runs(PROOF.flows / 2),
    );
  });
});

/** Indexes of nodes, or of instances, by what they are in, in the order of the commands. */
function orders(commands: readonly Command[]): Map<string, number[]> {
  const of = new Map<string, number[]>();
  const note = (key: string, index: number): void => void of.set(key, [...(of.get(key) ?? []), index]);
  for (const command of commands) {
    if (command.type === 'abort') note(`abort in '${splitPath(command.path).scopePath}'`, command.node);
    if (command.type === 'begin_scope') note(`begin in ${splitInstance(command.path).container}`, command.index);
  }
  return of;
}

/** Where something inside stands after what it is in has ended. */
function endedTooLate(commands: readonly Command[]): Command[] {
  return commands.filter((command, at) => {
    if (!('path' in command)) return at !== commands.length - 1;
    const before = commands.slice(0, at);
    return before.some(
      (each) =>
        each.type === 'finish' ||
        ((each.type === 'end_scope' || each.type === 'end_container') &&
          (command.path.startsWith(`${each.path}.`) || command.path.startsWith(`${each.path}[`))),
    );
  });
}

describe('the order of what one event leads to', UNHURRIED, () => {
  it('is by position among nodes that are stopped, by index among instances that begin', () => {
    fc.assert(
      fc.property(stormyFlows({ maxNodes: 20 }), schedules, messages, (flow, schedule, sent) => {
        const between = ({ commands }: Turn): void => {
          for (const indexes of orders(commands).values()) expect(indexes).toEqual(indexes.toSorted((a, b) => a - b));
        };
        play(flow, schedule, between, sent);
      }),
      runs(PROOF.flows / 2),
    );
  });

  it('is from the inside out: nothing comes after the end of what it is in', () => {
    fc.assert(
      fc.property(stormyFlows({ maxNodes: 20 }), schedules, messages, (flow, schedule, sent) => {
        play(flow, schedule, ({ commands }) => expect(endedTooLate(commands)).toEqual([]), sent);
      }),
      runs(PROOF.flows / 2),
    );
  });
});
