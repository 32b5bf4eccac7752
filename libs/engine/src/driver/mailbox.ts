import type { RunContext } from './context.js';
import type { Attempt } from './ledger.js';
import type { EventMessage } from './outside.js';
import { toRunError } from './to-run-error.js';

/** Events sent to the run: read when a node waits for their name, kept in the inbox until one takes them. */
export class Mailbox {
  /** By name: how far they were read, and those that no node has taken. */
  private readonly read = new Map<string, { upTo: number; events: EventMessage[] }>();
  private stale = true;

  constructor(private readonly run: Pick<RunContext, 'ports' | 'run' | 'ledger' | 'agenda' | 'now'>) {}

  /** There may be events that were not read. */
  invalidate(): void {
    this.stale = true;
  }

  /** Whether there may be events for nodes that wait. */
  get mustRead(): boolean {
    return this.names().some((name) => this.stale || !this.read.has(name));
  }

  /** Reads the events that have come for the nodes that wait. */
  async fetch(): Promise<void> {
    const { ports, run } = this.run;
    for (const name of this.names()) {
      const known = this.read.get(name) ?? { upTo: 0, events: [] };
      this.read.set(name, known);
      for (;;) {
        const fresh = await ports.store.readEvents(run.runId, [name], known.upTo);
        if (fresh.length === 0) break;
        known.events.push(...fresh);
        known.upTo = fresh.at(-1)?.n ?? known.upTo;
      }
    }
    this.stale = false;
  }

  /** Gives events to the nodes that wait for them: nodes in order of position, to each the oldest that matches. */
  deliver(): void {
    const { ledger } = this.run;
    for (const on of this.waiting()) {
      if (ledger.finished !== null) return;
      this.deliverTo(on);
    }
    this.dropBroadcasts();
  }

  private deliverTo(on: Attempt): void {
    const { ledger, agenda, ports } = this.run;
    const kept = this.read.get(nameOf(on));
    if (kept === undefined) return;
    for (const event of kept.events) {
      const at = this.run.now();
      try {
        if (!this.takes(on, event, at)) continue;
        kept.events.splice(kept.events.indexOf(event), 1);
        ledger.journal.take(event.id);
        agenda.endWait(on);
        return agenda.follow(ledger.succeeded(on, at, { output: event.payload, handles: ['received'] }), at);
      } catch (thrown) {
        agenda.endWait(on);
        return agenda.follow(ledger.failed(on, at, toRunError(thrown), ports.clock.random()), at);
      }
    }
  }

  private takes(on: Attempt, { name, payload, eventId }: EventMessage, at: number): boolean {
    const scope = { ...this.run.ledger.memory.scopeOf(on.path), event: { name, id: eventId, payload } };
    return this.run.ports.executor.matches(on.node, scope, at);
  }

  /** What was sent to all that wait is kept by none that it does not match. */
  private dropBroadcasts(): void {
    for (const kept of this.read.values()) {
      for (const { broadcast, id } of kept.events) if (broadcast) this.run.ledger.journal.take(id);
      kept.events = kept.events.filter(({ broadcast }) => !broadcast);
    }
  }

  private waiting(): Attempt[] {
    return [...this.run.agenda.messages.values()]
      .filter(({ node }) => node.kind === 'event')
      .sort((a, b) => a.node.index - b.node.index);
  }

  private names(): string[] {
    return [...new Set(this.waiting().map(nameOf))];
  }
}

/** The name is part of the definition, so that a run can be found by it. */
const nameOf = ({ node }: Attempt): string => String(node.data.event);
