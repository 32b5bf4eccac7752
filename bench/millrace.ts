import { Agent, request } from 'undici';
import type { Definition } from './definitions.ts';

/** What is of interest of a run. */
export interface RunSeen {
  readonly status: string;
  readonly output: unknown;
  readonly error: { readonly code: string } | null;
  readonly started_at: string | null;
  readonly finished_at: string | null;
}

/** The API of a running Millrace, as a client sees it. */
export class Millrace {
  private readonly agent = new Agent({ connections: 64, pipelining: 1 });

  private readonly url: string;

  constructor(url: string) {
    this.url = url;
  }

  /** Creates a flow; its id. */
  async flow(name: string, definition: Definition): Promise<string> {
    const { id } = await this.call<{ id: string }>('POST', '/flows', { name, definition });
    return id;
  }

  /** Starts a run and, when it has ended, reads it back. @throws when it did not succeed */
  async runToEnd(flowId: string): Promise<void> {
    const { id } = await this.call<{ id: string }>('POST', `/flows/${flowId}/run?wait=30s`, { input: {} });
    const { status } = await this.call<{ status: string }>('GET', `/runs/${id}`);
    if (status !== 'success') throw new Error(`Run ${id} is ${status}.`);
  }

  /** Has a run accepted. */
  async accept(flowId: string): Promise<void> {
    await this.call('POST', `/flows/${flowId}/run`, { input: {} });
  }

  /** Starts a run of any length; its id. */
  async start(flowId: string, input: unknown = {}): Promise<string> {
    const { id } = await this.call<{ id: string }>('POST', `/flows/${flowId}/run`, { input });
    return id;
  }

  /** The run as soon as its status is one of these. @throws when it is not so in time */
  async reached(runId: string, statuses: readonly string[], withinMs: number): Promise<RunSeen> {
    for (const until = performance.now() + withinMs; ;) {
      const run = await this.call<RunSeen>('GET', `/runs/${runId}`);
      if (statuses.includes(run.status)) return run;
      if (performance.now() > until) throw new Error(`Run ${runId} is ${run.status} after ${withinMs} ms.`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  close(): Promise<void> {
    return this.agent.close();
  }

  /** @throws when the answer is no success */
  async call<T>(method: 'GET' | 'POST', path: string, body?: unknown): Promise<T> {
    const { status, text } = await this.answer(method, path, body);
    if (status >= 300) throw new Error(`${method} ${path} answered ${status}: ${text.slice(0, 2_000)}`);
    return (JSON.parse(text) as { data: T }).data;
  }

  /** Whatever the API answers. */
  async answer(method: 'GET' | 'POST', path: string, body?: unknown): Promise<{ status: number; text: string }> {
    const answer = await request(`${this.url}/api/v1${path}`, {
      method,
      dispatcher: this.agent,
      headers: body === undefined ? {} : { 'content-type': 'application/json' },
      body: body === undefined ? null : JSON.stringify(body),
    });
    return { status: answer.statusCode, text: await answer.body.text() };
  }
}
