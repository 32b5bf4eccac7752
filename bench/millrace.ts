import { Agent, request } from 'undici';
import type { Definition } from './definitions.ts';

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

  close(): Promise<void> {
    return this.agent.close();
  }

  private async call<T>(method: 'GET' | 'POST', path: string, body?: unknown): Promise<T> {
    const answer = await request(`${this.url}/api/v1${path}`, {
      method,
      dispatcher: this.agent,
      headers: body === undefined ? {} : { 'content-type': 'application/json' },
      body: body === undefined ? null : JSON.stringify(body),
    });
    const text = await answer.body.text();
    if (answer.statusCode >= 300) throw new Error(`${method} ${path} answered ${answer.statusCode}: ${text}`);
    return (JSON.parse(text) as { data: T }).data;
  }
}
