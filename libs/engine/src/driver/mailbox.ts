import { splitPath } from '../core/path.js';
import type { RunContext } from './context.js';
import { attemptKey } from './effects.js';
import type { Attempt } from './ledger.js';
import { EVENTS_PAGE, type EventMessage } from './outside.js';
import { recallLarge } from './recall.js';
import { toRunError } from './to-run-error.js';

/** A part of the events of one name, in their order: what no node has taken of those behind `from` and up to `upTo`. */
interface Shelf {
  from: number;
  upTo: number;
  events: EventMessage[];
  /** Whether there was nothing behind `upTo` when that was last asked. */
  end: boolean;
}

/**
 * Events sent to the run: read part by part when a node waits for their name, and kept in the inbox until
 * one takes them. Each node that waits looks at each event once, however many there are.
 */
export class Mailbox {
  private readonly shelves = new Map<string, Shelf>();
  /** By attempt: up to which number it has looked at events, and taken none. */
  private readonly looked = new Map<string, number>();
  /** Those that were taken here; it may not be recorded yet. */
  private readonly taken = new Set<string>();

  constructor(private readonly run: Pick<RunContext, 'ports' | 'run' | 'ledger' | 'agenda' | 'now'>) {}

  /** There may be events that were not read. */
  invalidate(): void {
    for (const shelf of this.shelves.values()) shelf.end = false;
  }

  /** Whether there may be events that nodes have to look at. */
  get mustRead(): boolean {
    return this.waiting().some((on) => {
      const shelf = this.shelves.get(nameOf(on));
      return shelf === undefined || !shelf.end || this.lookedAt(on) < shelf.upTo;
    });
  }

  /** Reads, for each name that is waited for, the events that come next. */
  async fetch(): Promise<void> {
    await this.recallRead();
    const least = new Map<string, number>();
    for (const on of this.waiting())
      least.set(nameOf(on), Math.min(this.lookedAt(on), least.get(nameOf(on)) ?? Infinity));
    for (const [name, looked] of least) {
      const shelf = this.shelves.get(name);
      if (shelf === undefined || looked < shelf.from) this.shelves.set(name, await this.read(name, looked));
      else if (looked >= shelf.upTo && !shelf.end)
        this.shelves.set(name, extended(shelf, await this.read(name, shelf.upTo)));
    }
  }

  /** What was left out since it is large is read where the nodes that wait may look at it. */
  private async recallRead(): Promise<void> {
    const { ports, run, ledger } = this.run;
    for (const { path, node } of this.waiting()) {
      if (!ledger.memory.hasLeftOut) return;
      await recallLarge(ports.store, run.runId, ledger.memory, {
        scopePath: splitPath(path).scopePath,
        reads: node.reads,
      });
    }
  }

  /** Gives events to the nodes that wait for them: nodes in order of position, to each the oldest that matches. */
  deliver(): void {
    const { ledger, agenda } = this.run;
    for (const on of this.waiting().sort((a, b) => a.node.index - b.node.index)) {
      if (ledger.finished !== null) return;
      // What came of an event before may have stopped it.
      if (agenda.messages.get(on.path)?.attempt === on.attempt) this.deliverTo(on);
    }
    this.dropBroadcasts();
  }

  private deliverTo(on: Attempt): void {
    const { ledger, agenda, ports } = this.run;
    const shelf = this.shelves.get(nameOf(on));
    const looked = this.lookedAt(on);
    if (shelf === undefined || looked < shelf.from) return;
    for (const event of shelf.events) {
      if (event.n <= looked) continue;
      const at = this.run.now();
      try {
        if (!this.takes(on, event, at)) continue;
        shelf.events = shelf.events.filter((other) => other !== event);
        this.take(event);
        agenda.endWait(on);
        return agenda.follow(ledger.succeeded(on, at, { output: event.payload, handles: ['received'] }), at);
      } catch (thrown) {
        agenda.endWait(on);
        return agenda.follow(ledger.failed(on, at, toRunError(thrown), ports.clock.random()), at);
      }
    }
    this.looked.set(attemptKey(on.path, on.attempt), Math.max(looked, shelf.upTo));
  }

  private takes(on: Attempt, { name, payload, eventId }: EventMessage, at: number): boolean {
    const scope = { ...this.run.ledger.memory.scopeOf(on.path), event: { name, id: eventId, payload } };
    return this.run.ports.executor.matches(on.node, scope, at);
  }

  /** What was sent to all that wait is kept by none that it does not match. */
  private dropBroadcasts(): void {
    for (const shelf of this.shelves.values()) {
      if (!shelf.events.some(({ broadcast }) => broadcast)) continue;
      for (const event of shelf.events) if (event.broadcast) this.take(event);
      shelf.events = shelf.events.filter(({ broadcast }) => !broadcast);
    }
  }

  private take({ id }: EventMessage): void {
    this.taken.add(id);
    this.run.ledger.journal.take(id);
  }

  private async read(name: string, after: number): Promise<Shelf> {
    const { ports, run } = this.run;
    const read = await ports.store.readEvents(run.runId, [name], after);
    const events = read.filter(({ id }) => !this.taken.has(id));
    return { from: after, upTo: read.at(-1)?.n ?? after, events, end: read.length < EVENTS_PAGE };
  }

  private lookedAt({ path, attempt }: Attempt): number {
    return this.looked.get(attemptKey(path, attempt)) ?? 0;
  }

  private waiting(): Attempt[] {
    return [...this.run.agenda.messages.values()].filter(({ node }) => node.kind === 'event');
  }
}

/** The shelf with what comes behind it. What none has taken of a full one is let go, and read again for whoever comes later. */
function extended(shelf: Shelf, next: Shelf): Shelf {
  if (shelf.events.length + next.events.length > EVENTS_PAGE && shelf.events.length > 0) return next;
  return { ...next, from: shelf.from, events: [...shelf.events, ...next.events] };
}

/** The name is part of the definition, so that a run can be found by it. */
const nameOf = ({ node }: Attempt): string => String(node.data.event);
