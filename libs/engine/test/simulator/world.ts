import type { Plan, RunSettings } from '@app/definition';
import { attemptKey } from '../../src/driver/effects.js';
import { toCoreEvent } from '../../src/driver/run-event.js';
import type { RunEvent } from '../../src/driver/store.js';
import type { RunOutcome } from '../../src/workflows/shell.types.js';
import type { Picture } from '../reference/picture.js';
import { after, blank } from '../reference/reference.js';
import { aPlan } from '../sketch/a-plan.js';
import { endingOf, type Ending, type FlowSketch, type NodeSketch } from '../sketch/sketch.js';
import { MemoryStore } from './memory-store.js';
import { VirtualTime } from './virtual-time.js';
import type { WorldStore } from './world-store.js';

/** Everything that outlives a process: the store, time, and what was done outside. */
export class World {
  readonly time: VirtualTime;
  readonly plan: Plan;
  /** Attempts whose effects were begun. */
  readonly begun = new Set<string>();
  /** Effects that were told to stop. */
  readonly aborted = new Set<string>();
  /** What the committed events come to, by the reference. */
  picture: Picture;
  /** How much later it is each time that a driver asks for the time. */
  tickMs = 0;
  /** How the shell was told that the run has ended. */
  told: RunOutcome | undefined;
  /** Whether an outcome may have got lost. */
  disturbed = false;
  private readonly watchers = new Set<() => void>();

  constructor(
    readonly flow: FlowSketch,
    readonly store: WorldStore = new MemoryStore(),
    settings: RunSettings = { timeoutMs: null },
  ) {
    this.time = new VirtualTime(store.turns);
    this.plan = { ...aPlan(flow), settings };
    this.picture = blank(flow);
    store.onCommit = (events) => this.committed(events);
  }

  get breaches(): string[] {
    return this.store.breaches;
  }

  node(id: string): NodeSketch {
    const node = this.flow.nodes.find((each) => each.id === id);
    if (node === undefined) throw new Error(`no node ${id}`);
    return node;
  }

  watch(wake: () => void): () => void {
    this.watchers.add(wake);
    return () => this.watchers.delete(wake);
  }

  /** Tells every driver and shell that the inbox has something. */
  notify(): void {
    for (const wake of this.watchers) wake();
  }

  cancel(): void {
    const left = this.store.leave({ kind: 'cancel', data: null, by: 'someone' }, 'cancel');
    void this.time.outside(left).then(() => this.notify());
  }

  /**
   * An effect begins outside: its mark must be committed, and it must not have been begun before.
   *
   * @param late its process stood still: what it begins may have been given up since
   */
  async beginEffect(path: string, attempt: number, late: boolean): Promise<Ending> {
    await this.time.outside(this.store.refresh());
    const key = attemptKey(path, attempt);
    const row = this.store.run.steps.get(key);
    const now = this.picture.nodes[path]!;
    const wanted = now.status === 'running' && now.attempt === attempt && row?.status === 'running';
    if (row === undefined || (!wanted && !late))
      this.breaches.push(`${key} begins; it is ${now.status}#${now.attempt}, its row ${row?.status}`);
    if (this.begun.has(key)) this.breaches.push(`${key} begins again`);
    this.begun.add(key);
    return endingOf(this.node(path), now.failures + 1);
  }

  private committed(events: readonly RunEvent[]): void {
    for (const row of events) {
      const event = toCoreEvent(row);
      if (event === null) continue;
      const before = this.picture;
      this.picture = after(this.flow, before, event);
      if (this.picture === before) this.breaches.push(`event ${row.seq} changes nothing: ${row.type} ${row.path}`);
      if (event.type === 'node.lost' && !this.disturbed)
        this.breaches.push(`${event.path} is given up, though nothing happened to it`);
      if (event.type !== 'node.succeeded' || this.node(event.path).kind !== 'effect') continue;
      const key = attemptKey(event.path, event.attempt);
      if (!this.begun.has(key)) this.breaches.push(`${key} succeeded without having begun`);
    }
  }
}
