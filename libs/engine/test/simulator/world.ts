import type { Plan, RunSettings } from '@app/definition';
import { attemptKey } from '../../src/driver/effects.js';
import { NodeError } from '../../src/driver/node-error.js';
import { toCoreEvent } from '../../src/driver/run-event.js';
import type { OutsideWrite } from '../../src/driver/outside.js';
import type { RunEvent } from '../../src/driver/store.js';
import type { RunOutcome } from '../../src/workflows/shell.types.js';
import type { Picture } from '../reference/picture.js';
import { after, blank } from '../reference/reference.js';
import { aPlan } from '../sketch/a-plan.js';
import { endingOf, type Ending, type FlowSketch, type NodeSketch } from '../sketch/sketch.js';
import { MemoryStore } from './memory-store.js';
import { payloadFor } from './outputs.js';
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
  /** Paths of the nodes to which came what they waited for. */
  readonly received = new Set<string>();
  /** What is open beside the run's own rows: waits for events, approvals. */
  readonly outside = new Map<string, OutsideWrite>();
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
    store.onOutside = (writes) => {
      for (const write of writes) this.beside(write);
    };
    // Some events come before any node waits for them; one that nobody takes stands in their way.
    for (const { id, kind } of flow.nodes) {
      if (kind !== 'event') continue;
      void store.send(id, 'not this one');
      if (id.length % 2 === 0) void store.send(id, payloadFor(id));
    }
  }

  get breaches(): string[] {
    return this.store.breaches;
  }

  /** The node with this id, or at this path. */
  node(path: string): NodeSketch {
    const id = path.slice(path.lastIndexOf('.') + 1);
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
   * @param signal tells it to stop, before it has done anything
   * @param late its process stood still: what it begins may have been given up since
   */
  async beginEffect(path: string, attempt: number, late: boolean, signal: AbortSignal): Promise<Ending> {
    await this.time.outside(this.store.refresh());
    if (signal.aborted) throw new NodeError('NODE_FAILED', 'it was told to stop before it did anything');
    const key = attemptKey(path, attempt);
    const row = this.store.run.steps.get(key);
    const now = this.picture.nodes[path]!;
    const wanted = now.status === 'running' && now.attempt === attempt && row?.status === 'running';
    // Its driver began it before the end of it was committed, and tells it to stop after that.
    const isBeingStopped = row?.status === 'cancelled';
    if (row === undefined || (!wanted && !late && !isBeingStopped))
      this.breaches.push(`${key} begins; it is ${now.status}#${now.attempt}, its row ${row?.status}`);
    if (this.begun.has(key)) this.breaches.push(`${key} begins again`);
    this.begun.add(key);
    return endingOf(this.node(path), now.failures + 1, path);
  }

  /** Whoever is waited for comes, sooner or later. */
  private beside(write: OutsideWrite): void {
    const { path, attempt, type } = write;
    const key = attemptKey(path, attempt);
    if (type === 'wait.close' || type === 'approval.close') return void this.outside.delete(key);
    this.outside.set(key, write);
    const node = this.node(path);
    const delay = [40, 700, 30_000][path.length % 3] ?? 0;
    void this.time.sleep(delay).then(async () => {
      if (this.store.run.ended) return;
      if (type === 'wait.open') await this.time.outside(this.store.send(node.id, payloadFor(node.id)));
      else await this.time.outside(this.decide(path, attempt, node.handles[0]!));
      this.notify();
    });
  }

  private async decide(path: string, attempt: number, decision: string): Promise<void> {
    const data = { path, attempt, decision, votes: [], form: null };
    await this.store.leave({ kind: 'approval.decided', data, by: null }, `approval ${attemptKey(path, attempt)}`);
    this.outside.delete(attemptKey(path, attempt));
  }

  private committed(events: readonly RunEvent[]): void {
    for (const row of events) {
      const event = toCoreEvent(row);
      if (event === null) continue;
      const before = this.picture;
      this.picture = after(this.flow, before, event);
      // A run that closes has its reason already.
      const mayBeVain = event.type === 'run.cancel_requested' || event.type === 'run.timed_out';
      if (this.picture === before && !mayBeVain)
        this.breaches.push(`event ${row.seq} changes nothing: ${row.type} ${row.path}`);
      if (event.type === 'node.lost' && !this.disturbed)
        this.breaches.push(`${event.path} is given up, though nothing happened to it`);
      if (event.type !== 'node.succeeded') continue;
      const { kind } = this.node(event.path);
      if (kind === 'event' || kind === 'approval') this.received.add(event.path);
      if (kind !== 'effect') continue;
      const key = attemptKey(event.path, event.attempt);
      if (!this.begun.has(key)) this.breaches.push(`${key} succeeded without having begun`);
    }
  }
}
