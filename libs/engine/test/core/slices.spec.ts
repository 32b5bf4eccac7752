import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { advance, initialState } from '../../src/core/advance.js';
import type { Command } from '../../src/core/command.js';
import type { CoreEvent } from '../../src/core/event.js';
import { hasOpenSlices, outstanding } from '../../src/core/outstanding.js';
import { packState, unpackState } from '../../src/core/state-format.js';
import { migrateState } from '../../src/core/state-migrations.js';
import type { RunState } from '../../src/core/state.js';
import { aPlan } from '../sketch/a-plan.js';
import { aContainer, aFlow, aNode, inside } from '../sketch/sketch.js';

type Told = CoreEvent extends infer Each ? (Each extends CoreEvent ? Omit<Each, 'at'> : never) : never;
type OnItemError = 'fail' | 'collect';

const planOf = (onItemError: OnItemError = 'fail') =>
  aPlan(
    aFlow(
      [
        aNode('before', { kind: 'compute' }),
        aContainer('m', 'map', { onItemError }),
        ...inside('m', aNode('a'), aNode('undo')),
        aNode('after'),
        aNode('always'),
      ],
      ['before -> m', 'm -> after', 'm:finally -> always', 'a:compensate -> undo'],
    ),
  );
const plan = planOf();

/** A run, told one event after the other. */
class Story {
  readonly commands: Command[] = [];

  constructor(
    public state: RunState = initialState(),
    private readonly of = plan,
  ) {}

  tell(...events: readonly Told[]): this {
    for (const event of events) {
      const { state, commands } = advance(this.of, this.state, { at: 1_700_000_000_000, ...event });
      this.state = state;
      this.commands.push(...commands);
    }
    return this;
  }

  /** What was decided of these kinds: its path, and what tells it from others. */
  decided(...types: readonly Command['type'][]): unknown[] {
    return this.commands
      .filter(({ type }) => types.includes(type))
      .map((command) => ('path' in command ? command.path : command.type));
  }

  get last(): Command | undefined {
    return this.commands.at(-1);
  }
}

const started: Told = { type: 'run.started' };
const succeeded = (path: string): Told => ({ type: 'node.succeeded', path, attempt: 1, handles: null });
const begun = (path: string): Told => ({ type: 'node.started', path, attempt: 1 });
const failed = (path: string): Told => ({
  type: 'node.failed',
  path,
  attempt: 1,
  error: { code: 'BOOM', message: '', retryable: false },
  random: 0,
});
const ended = (
  slice: number,
  status: 'success' | 'failed' | 'cancelled' = 'success',
  undo_missing?: string[],
): Told => ({
  type: 'slice.ended',
  path: 'm',
  slice,
  status,
  error: status === 'success' ? null : { code: 'BOOM', message: '', path: `m[${slice}].a` },
  ...(undo_missing === undefined ? {} : { undo_missing }),
});

/** A run whose map of five items is cut into three slices. */
const cut = (of = plan) =>
  new Story(initialState(), of).tell(started, succeeded('before'), {
    type: 'node.opened',
    path: 'm',
    attempt: 1,
    items: 5,
    slice: 2,
  });

/** The second of three slices. */
const slice = (of = plan) =>
  new Story(initialState(), of).tell({ type: 'run.started', slice: { path: 'm', from: 2, to: 4, concurrency: 1 } });

describe('a map that is cut', () => {
  it('begins all of its slices at once, and none of its items', () => {
    const run = cut();
    expect(run.last).toEqual({ type: 'begin_slices', path: 'm', node: 1, attempt: 1, items: 5, size: 2 });
    expect(run.decided('begin_scope')).toEqual([]);
    expect(hasOpenSlices(run.state)).toBe(true);
  });

  it('is gathered when the last slice has ended, in whichever order they end', () => {
    const run = cut().tell(ended(2), ended(0));
    expect(run.decided('gather')).toEqual([]);
    expect(run.tell(ended(1)).last).toMatchObject({ type: 'gather', path: 'm', sliced: true });
    expect(hasOpenSlices(run.state)).toBe(false);
    expect(run.tell(succeeded('m')).decided('execute')).toEqual(['before', 'm', 'after', 'always']);
  });

  it('hears of each slice once, and of none that it does not have', () => {
    const run = cut().tell(ended(0), ended(0), ended(3), ended(1));
    expect(run.decided('gather')).toEqual([]);
  });

  it.each(['fail', 'collect'] as const)(
    'fails with the first slice that does, the others stopped and waited for: %s',
    (onItemError) => {
      const run = cut(planOf(onItemError)).tell(ended(1, 'failed'));
      expect(run.last).toMatchObject({ type: 'stop_slices', path: 'm' });
      expect(run.tell(ended(0, 'cancelled')).decided('end_container')).toEqual([]);
      run.tell(ended(2, 'failed'));
      expect(run.decided('end_container')).toEqual(['m']);
      expect(run.commands.find(({ type }) => type === 'end_container')).toMatchObject({ error: { path: 'm[1].a' } });
      expect(run.decided('execute')).toEqual(['before', 'm', 'always']);
    },
  );

  it('is cancelled with its run, once every slice has ended', () => {
    const run = cut().tell({ type: 'run.cancel_requested', by: null });
    expect(run.decided('stop_slices')).toEqual(['m']);
    run.tell(ended(0, 'cancelled'), ended(1), ended(2, 'cancelled'));
    expect(run.decided('execute')).toEqual(['before', 'm', 'always']);
    expect(run.state.status).toBe('running');
  });

  it('hands on which undos are missing in its slices, also where these end well', () => {
    const run = cut(planOf('collect')).tell(ended(0, 'success', ['m[0].undo']), ended(1), ended(2));
    run.tell(succeeded('m'), begun('after'), begun('always'), succeeded('always'), failed('after'));
    expect(run.last).toMatchObject({ type: 'finish', status: 'failed', error: { undoMissing: ['m[0].undo'] } });
  });
});

describe('a slice', () => {
  it('begins its own items, in order, as many at a time as it may', () => {
    const run = slice();
    expect(run.decided('begin_scope')).toEqual(['m[2]']);
    run.tell(begun('m[2].a'), succeeded('m[2].a'));
    expect(run.decided('begin_scope')).toEqual(['m[2]', 'm[3]']);
    expect(run.decided('execute')).toEqual(['m[2].a', 'm[3].a']);
  });

  it('ends with its map, and with nothing of what follows that in the flow', () => {
    const run = slice().tell(begun('m[2].a'), succeeded('m[2].a'), begun('m[3].a'), succeeded('m[3].a'));
    expect(run.last).toMatchObject({ type: 'gather', path: 'm' });
    expect(run.tell(succeeded('m')).last).toEqual({ type: 'finish', status: 'success', output: { end: 'm' } });
    expect(run.state.status).toBe('success');
  });

  it('fails with the item that does, once what is open has ended and is undone', () => {
    const wide = new Story().tell({ type: 'run.started', slice: { path: 'm', from: 2, to: 4, concurrency: 2 } });
    wide.tell(begun('m[2].a'), begun('m[3].a'), failed('m[3].a'));
    expect(wide.decided('abort')).toEqual(['m[2].a']);
    expect(wide.last).toMatchObject({ type: 'finish', status: 'failed', error: { code: 'BOOM', path: 'm[3].a' } });
  });

  it('fails where what its items gave is too much together', () => {
    const run = slice().tell(begun('m[2].a'), succeeded('m[2].a'), begun('m[3].a'), succeeded('m[3].a'), failed('m'));
    expect(run.last).toMatchObject({ type: 'finish', status: 'failed', error: { code: 'BOOM', path: 'm' } });
  });

  it('is cancelled as far as it has begun', () => {
    const run = slice().tell(begun('m[2].a'), { type: 'run.cancel_requested', by: null });
    expect(run.decided('begin_scope')).toEqual(['m[2]']);
    expect(run.last).toMatchObject({ type: 'finish', status: 'cancelled' });
  });

  it('is started once', () => {
    const run = slice().tell(begun('m[2].a'), {
      type: 'run.started',
      slice: { path: 'm', from: 2, to: 4, concurrency: 1 },
    });
    expect(run.decided('begin_scope')).toEqual(['m[2]']);
  });
});

describe('a state that version 2 stored in the middle of slices', () => {
  const kept = (name: string) =>
    JSON.parse(readFileSync(new URL(`../states/version-2-${name}.json`, import.meta.url), 'utf8')) as {
      version: number;
    };
  const takenUp = (name: string) => new Story(unpackState(plan, migrateState(kept(name))));

  it('is stored so by this version too', () => {
    const middle = cut().tell(ended(1));
    expect(JSON.parse(JSON.stringify(packState(plan, middle.state)))).toEqual(kept('sliced-map'));
    const within = slice().tell(begun('m[2].a'));
    expect(JSON.parse(JSON.stringify(packState(plan, within.state)))).toEqual(kept('slice'));
  });

  it('is gone on with', () => {
    expect(takenUp('sliced-map').tell(ended(0), ended(2)).last).toMatchObject({ type: 'gather', sliced: true });
    const within = takenUp('slice');
    expect(outstanding(plan, within.state).running).toMatchObject([{ path: 'm[2].a', attempt: 1 }]);
    within.tell(succeeded('m[2].a'), begun('m[3].a'), succeeded('m[3].a'), succeeded('m'));
    expect(within.last).toMatchObject({ type: 'finish', status: 'success' });
  });
});
