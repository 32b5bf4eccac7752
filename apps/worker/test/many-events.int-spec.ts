import { EventSendService } from '@app/runs';
import { type NodeSketch, waitFor } from '@app/testing';
import { describe, expect, it } from 'vitest';
import { aWorker, type AWorker } from './a-worker.js';

const MANY = 10_000;
const AT_ONCE = 500;

/** Takes one event a turn, for so many turns. */
const turns = (many: number): NodeSketch[] => [
  { id: 'all', type: 'loop', data: { while: `iteration < ${many}`, max_iterations: many } },
  { id: 'next', type: 'wait', parentId: 'all', data: { event: 'tick' } },
  { id: 'end', type: 'end', parentId: 'all', data: { output: '{{ nodes.next.output }}' } },
];

async function send(worker: AWorker, runId: string, many: number): Promise<void> {
  const sends = worker.app.get(EventSendService, { strict: false });
  for (let sent = 0; sent < many; sent += AT_ONCE) {
    const batch = Array.from({ length: Math.min(AT_ONCE, many - sent) }, (_, at) => sent + at + 1);
    await Promise.all(batch.map((payload) => sends.send(runId, { name: 'tick', payload, id: `tick-${payload}` })));
  }
}

async function numbers(worker: AWorker, text: string, runId: string): Promise<number[]> {
  const rows = await worker.sql.query<{ value: number }>({ text }, [runId]);
  return rows.map(({ value }) => value);
}

describe('a run that is sent ten thousand events', () => {
  it('takes them one by one, in the order in which they came', { timeout: 240_000 }, async () => {
    const worker = await aWorker();
    const runId = await worker.start(await worker.aFlow(turns(MANY), [['next', 'end', 'received']]));
    await send(worker, runId, MANY);
    const ended = async () =>
      (await worker.run(runId)).status !== 'running' && (await worker.run(runId)).output !== null;
    await waitFor(ended, { within: 200_000, every: 250, what: 'the end of the run' });
    expect(await worker.run(runId)).toMatchObject({ status: 'success' });
    const came = `select (data->>'payload')::int as value from run_inbox where run_id = $1 order by n`;
    const taken = `select output as value from run_steps where run_id = $1 and node_id = 'next' order by ordinal`;
    const inOrder = await numbers(worker, came, runId);
    expect(inOrder).toHaveLength(MANY);
    expect(await numbers(worker, taken, runId)).toEqual(inOrder);
  });
});
