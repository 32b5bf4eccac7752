import type { Plan } from '@app/definition';
import { advance, initialState } from '../../src/core/advance.js';
import type { Command } from '../../src/core/command.js';
import type { CoreEvent } from '../../src/core/event.js';
import type { RunState } from '../../src/core/state.js';
import type { Message } from '../generators/schedules.js';
import { aPlan } from '../sketch/a-plan.js';
import type { FlowSketch } from '../sketch/sketch.js';
import { eventOf, openEnds, type OpenEnd } from './open-end.js';

/** One event of a played run, and what came of it. */
export interface Turn {
  readonly event: CoreEvent;
  readonly state: RunState;
  readonly commands: readonly Command[];
  /** What can happen next. */
  readonly open: readonly OpenEnd[];
}

/** A run on its way: the live state of the core, and what the world owes it. */
export interface Table {
  readonly plan: Plan;
  readonly flow: FlowSketch;
  state: RunState;
  open: readonly OpenEnd[];
  at: number;
}

/** A run before its first event. */
export function table(flow: FlowSketch, plan: Plan = aPlan(flow)): Table {
  return { plan, flow, state: initialState(), open: [], at: 1_000 };
}

/** Feeds one event. */
export function feed(run: Table, event: CoreEvent): Turn {
  run.at = Math.max(run.at, event.at) + 1;
  const { state, commands } = advance(run.plan, run.state, event);
  run.state = state;
  run.open = openEnds(run.open, event, commands);
  return { event, state, commands, open: run.open };
}

/** What happens first. */
export function start(run: Table): Turn {
  return feed(run, { type: 'run.started', at: run.at });
}

/** Takes up the open end that this number points to. */
export function takeUp(run: Table, choice: number): Turn {
  const open = run.open[choice % run.open.length]!;
  return feed(run, eventOf(run.flow, open, run.at, (run.at % 10) / 10));
}

/** Does to the run what is done from outside. */
export function send(run: Table, type: Message['type']): Turn {
  return feed(run, type === 'run.timed_out' ? { type, at: run.at } : { type, at: run.at, by: 'someone' });
}

/** Plays a run to its end; `between` is called after every event, the state as it is then. */
export function play(
  flow: FlowSketch,
  schedule: readonly number[],
  between: (turn: Turn, run: Table) => void = () => {},
  messages: readonly Message[] = [],
): Table {
  const run = table(flow);
  between(start(run), run);
  for (let turns = 0; run.open.length > 0; turns += 1) {
    if (turns > 500 * flow.nodes.length) throw new Error('the run does not come to its end');
    for (const { after, type } of messages) if (after === turns && run.open.length > 0) between(send(run, type), run);
    if (run.open.length > 0) between(takeUp(run, schedule[turns % schedule.length]!), run);
  }
  return run;
}
