import { randomUUID } from 'node:crypto';
import {
  aDefinition,
  type ApiAnswer,
  ApiClient,
  createDatabase,
  type EdgeSketch,
  type NodeSketch,
  startApi,
  startWorker,
  temporalAddress,
  waitFor,
} from '@app/testing';
import { afterAll, beforeAll, expect } from 'vitest';

/** The handles by which nodes are left where all goes well. */
const FORWARD: Readonly<Record<string, string>> = { wait: 'received', approval: 'approved' };

const inARow = (nodes: readonly NodeSketch[]): EdgeSketch[] =>
  nodes.slice(1).map(({ id }, at) => [nodes[at]?.id ?? '', id, FORWARD[nodes[at]?.type ?? ''] ?? 'out']);

/** The API and a worker, as processes, on a database and a task queue of their own. */
export class WaitingSystem {
  constructor(readonly api: ApiClient) {}

  /** Creates a flow; resolves to its id. Without edges, the nodes follow one another where all goes well. */
  flow = async (nodes: readonly NodeSketch[], edges: readonly EdgeSketch[] = inARow(nodes)): Promise<string> => {
    const answer = await this.api.post('/flows', { name: 'A flow', definition: aDefinition(nodes, edges) });
    expect(answer).toMatchObject({ status: 201 });
    return answer.body.data.id;
  };

  /** Starts a run of a flow, given by its id or its nodes; resolves to its id. */
  run = async (flow: string | readonly NodeSketch[], body: object = {}): Promise<string> => {
    const flowId = typeof flow === 'string' ? flow : await this.flow(flow);
    const answer = await this.api.post(`/flows/${flowId}/run`, body);
    expect([answer.status, answer.body.error]).toEqual([202, undefined]);
    return answer.body.data.id;
  };

  /** Starts a run, and waits until it waits for something. */
  waiting = async (flow: string | readonly NodeSketch[], body: object = {}): Promise<string> => {
    const runId = await this.run(flow, body);
    await this.waitsFor(runId);
    return runId;
  };

  /** What the run waits for, once it does. */
  waitsFor = (runId: string): Promise<{ type: string; event: string; approval_id: string }[]> => {
    const reads = async () => {
      const { waiting_for } = (await this.api.get(`/runs/${runId}`)).body.data;
      return waiting_for.length > 0 ? waiting_for : null;
    };
    return waitFor(reads, { what: `run ${runId} to wait for something` });
  };

  /** The run, once it has ended. */
  ended = (runId: string) =>
    waitFor(
      async () => {
        const run = (await this.api.get(`/runs/${runId}`)).body.data;
        return run.finished_at === null ? null : run;
      },
      { what: `the end of run ${runId}` },
    );

  /** Sends an event to a run. */
  send = (runId: string, event: object): Promise<ApiAnswer> => this.api.post(`/runs/${runId}/events`, event);
}

/** The system for all tests of a file; there from `beforeAll` on. */
export function useWaitingSystem(): () => WaitingSystem {
  let system: WaitingSystem | undefined;
  const ends: (() => Promise<unknown>)[] = [];
  beforeAll(async () => {
    const database = await createDatabase();
    ends.push(database.drop);
    const env = {
      DATABASE_URL: database.url,
      TEMPORAL_ADDRESS: temporalAddress(),
      TEMPORAL_TASK_QUEUE: randomUUID(),
    };
    const [api, worker] = await Promise.all([startApi(env), startWorker(env)]);
    ends.unshift(
      () => api.stop(),
      () => worker.stop(),
    );
    system = new WaitingSystem(new ApiClient(api.url));
  });
  afterAll(async () => {
    for (const end of ends) await end();
  });
  return () => {
    if (!system) throw new Error('The system is there in tests only');
    return system;
  };
}
