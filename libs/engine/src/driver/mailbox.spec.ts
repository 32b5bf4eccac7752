import { describe, expect, it } from 'vitest';
import type { Attempt } from './ledger.js';
import { Mailbox } from './mailbox.js';
import { EVENTS_PAGE, type EventMessage } from './outside.js';

/** A run of which nothing is real but its mailbox. */
class Scene {
  /** What the store has; `sent` adds to it. */
  readonly stored: EventMessage[] = [];
  readonly output: string[] = [];
  readonly failed: string[] = [];
  readonly mailbox: Mailbox;
  reads = 0;
  rows = 0;
  looks = 0;
  private readonly messages = new Map<string, Attempt>();

  /** @param matches whether a node takes an event, by its path and the payload */
  constructor(private readonly matches: (path: string, payload: number) => boolean = () => true) {
    const journal = { take: () => undefined };
    const memory = { scopeOf: (path: string) => ({ path }), hasLeftOut: false };
    const ended = (list: string[]) => (on: Attempt, _at: number, outcome: { output?: number }) => {
      list.push(`${on.path}:${outcome.output ?? ''}`);
      return [];
    };
    const run = {
      ports: {
        store: { readEvents: (_: string, [name]: string[], after: number) => Promise.resolve(this.read(name, after)) },
        executor: { matches: (_: unknown, scope: Look) => this.look(scope) },
        clock: { random: () => 0 },
      },
      run: { runId: 'run' },
      ledger: { finished: null, journal, memory, succeeded: ended(this.output), failed: ended(this.failed) },
      agenda: {
        messages: this.messages,
        endWait: ({ path }: Attempt) => this.messages.delete(path),
        follow: () => undefined,
      },
      now: () => 0,
    };
    this.mailbox = new Mailbox(run as unknown as ConstructorParameters<typeof Mailbox>[0]);
  }

  sent(count: number, { name = 'e', broadcast = false } = {}): this {
    for (let left = count; left > 0; left -= 1) {
      const n = this.stored.length + 1;
      this.stored.push({ n, id: `id-${n}`, name, payload: n, eventId: null, broadcast });
    }
    this.mailbox.invalidate();
    return this;
  }

  /** A node begins to wait. */
  waits(path: string, { name = 'e', index = 0 } = {}): this {
    const node = { kind: 'event', index, data: { event: name } } as unknown as Attempt['node'];
    this.messages.set(path, { path, attempt: 1, node });
    return this;
  }

  /** As the session does it, until there is nothing more to look at. */
  async settle(): Promise<void> {
    while (this.mailbox.mustRead) {
      await this.mailbox.fetch();
      this.mailbox.deliver();
    }
  }

  private read(name: string | undefined, after: number): EventMessage[] {
    this.reads += 1;
    const read = this.stored.filter((event) => event.name === name && event.n > after).slice(0, EVENTS_PAGE);
    this.rows += read.length;
    return read;
  }

  private look({ path, event }: Look): boolean {
    this.looks += 1;
    return this.matches(path, event.payload);
  }
}

interface Look {
  readonly path: string;
  readonly event: { readonly payload: number };
}

describe('the mailbox of a run', () => {
  it('gives each node the oldest event that matches, nodes in order of position', async () => {
    const scene = new Scene((path, payload) => path !== 'even' || payload % 2 === 0).sent(3);
    await scene.waits('second', { index: 2 }).waits('even', { index: 1 }).settle();
    expect(scene.output).toEqual(['even:2', 'second:1']);
    await scene.waits('third').settle();
    expect(scene.output.at(-1)).toBe('third:3');
  });

  it('gives what it kept to a node that begins to wait for the same name', async () => {
    const scene = new Scene().sent(2).waits('a');
    await scene.settle();
    await scene.waits('b').settle();
    expect(scene.output).toEqual(['a:1', 'b:2']);
    expect(scene.reads).toBe(1);
  });

  it('reads on, and not over again, when there may be more', async () => {
    const scene = new Scene((_, payload) => payload === 4).sent(3).waits('a');
    await scene.settle();
    await scene.sent(1).settle();
    expect([scene.output, scene.looks, scene.rows]).toEqual([['a:4'], 4, 4]);
  });

  it('goes through thousands of events, one node after the other, in work by their number', async () => {
    const many = 20 * EVENTS_PAGE;
    const scene = new Scene().sent(many);
    for (let n = 1; n <= many; n += 1) {
      await scene.waits(`w${n}`).settle();
      expect(scene.output.length).toBe(n);
    }
    expect(scene.output.at(-1)).toBe(`w${many}:${many}`);
    expect([scene.looks, scene.rows]).toEqual([many, many]);
    expect(scene.reads).toBeLessThanOrEqual(many / EVENTS_PAGE + 1);
  });

  it('finds the one that matches behind thousands that do not, and gives those to whoever comes later', async () => {
    const many = 3 * EVENTS_PAGE;
    const scene = new Scene((path, payload) => path !== 'last' || payload === many).sent(many);
    await scene.waits('last').settle();
    expect([scene.output, scene.looks]).toEqual([[`last:${many}`], many]);
    await scene.waits('first').settle();
    expect(scene.output.at(-1)).toBe('first:1');
  });

  it('keeps no broadcast that nobody took who waited', async () => {
    const scene = new Scene((path) => path !== 'picky').sent(1).sent(2, { broadcast: true }).waits('picky');
    await scene.settle();
    await scene.waits('a').waits('b').settle();
    expect(scene.output).toEqual(['a:1']);
    expect(scene.mailbox.mustRead).toBe(false);
  });

  it('fails a node whose match cannot be evaluated, and leaves the event to the next', async () => {
    const scene = new Scene((path) => {
      if (path === 'broken') throw new Error('no');
      return true;
    }).sent(1);
    await scene.waits('broken').settle();
    await scene.waits('next').settle();
    expect([scene.failed, scene.output]).toEqual([['broken:'], ['next:1']]);
  });

  it('has nothing to do with the events of other names', async () => {
    const scene = new Scene().sent(5, { name: 'other' }).waits('a');
    await scene.settle();
    expect([scene.output, scene.rows, scene.mailbox.mustRead]).toEqual([[], 0, false]);
  });
});
