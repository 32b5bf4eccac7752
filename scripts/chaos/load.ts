import { setTimeout as pause } from 'node:timers/promises';
import type { Random } from './random.ts';
import type { Shape } from './shapes.ts';

/** A run that was asked for. */
export interface Order {
  /** In the run's input, so that a run whose answer was lost is known all the same. */
  readonly ticket: string;
  readonly shape: Shape;
  /** `lost`: no answer came, or 503: there is such a run, or there is none. */
  answer: 'accepted' | 'lost' | 'refused';
  runId: string | null;
  /** Whether its cancel was asked for, heard or not. */
  cancelled: boolean;
  /** What a refusal said. */
  reason?: string;
}

/** Starts runs over the API, again and again, and asks some to stop. */
export class Load {
  readonly orders: Order[] = [];
  private readonly flows = new Map<string, string>();
  private readonly underWay = new Set<Promise<void>>();
  private running: Promise<void> | null = null;
  private ending = false;
  private readonly apiUrl: string;
  private readonly random: Random;

  constructor(apiUrl: string, random: Random) {
    this.apiUrl = apiUrl;
    this.random = random;
  }

  /** Saves a flow of each shape. @throws when the API refuses one */
  async prepare(shapes: readonly Shape[]): Promise<void> {
    for (const shape of shapes) {
      const definition = { nodes: shape.nodes, edges: shape.edges };
      const { status, data } = await this.post<{ id: string }>('/flows', { name: shape.name, definition });
      if (status !== 201) throw new Error(`The flow "${shape.name}" was answered ${status}.`);
      this.flows.set(shape.name, data.id);
    }
  }

  /** Starts so many runs a second, until `stop`. */
  begin(shapes: readonly Shape[], rate: number): void {
    this.running = this.keepOn(shapes, rate);
  }

  /** Starts so many runs of this shape at once. Resolves when each has its answer. */
  async burst(shape: Shape, count: number): Promise<void> {
    await Promise.all(Array.from({ length: count }, () => this.order(shape, null)));
  }

  /** Resolves when nothing is under way any more. */
  async stop(): Promise<void> {
    this.ending = true;
    await this.running;
    await Promise.all(this.underWay);
  }

  private async keepOn(shapes: readonly Shape[], rate: number): Promise<void> {
    while (!this.ending) {
      // Now and then a burst, with the same rate on average.
      const burst = this.random.chance(0.1) ? 4 : 1;
      for (let i = 0; i < burst; i += 1) {
        const shape = this.random.pick(shapes);
        const cancelAfterMs = this.random.chance(0.08) ? this.random.between(0, 2_500) : null;
        const work = this.order(shape, cancelAfterMs).finally(() => this.underWay.delete(work));
        this.underWay.add(work);
      }
      await pause((burst * this.random.between(500, 1_500)) / rate);
    }
  }

  private async order(shape: Shape, cancelAfterMs: number | null): Promise<void> {
    const order: Order = { ticket: `t${this.orders.length}`, shape, answer: 'lost', runId: null, cancelled: false };
    this.orders.push(order);
    try {
      const body = { input: { ticket: order.ticket } };
      const { status, data, text } = await this.post<{ id: string }>(`/flows/${this.flows.get(shape.name)}/run`, body);
      if (status === 202) Object.assign(order, { answer: 'accepted', runId: data.id });
      else if (status !== 503) Object.assign(order, { answer: 'refused', reason: `${status} ${text}` });
      if (cancelAfterMs === null || order.runId === null) return;
      await pause(cancelAfterMs);
      order.cancelled = true;
      await this.post(`/runs/${order.runId}/cancel`);
    } catch {
      // The API was killed, or stood still: the order stays lost, or the cancel unheard.
      return;
    }
  }

  private async post<T>(path: string, body?: unknown): Promise<{ status: number; data: T; text: string }> {
    const response = await fetch(`${this.apiUrl}/api/v1${path}`, {
      method: 'POST',
      signal: AbortSignal.timeout(40_000),
      ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, text, data: (JSON.parse(text) as { data: T }).data };
  }
}
