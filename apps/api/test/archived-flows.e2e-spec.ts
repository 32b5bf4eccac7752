import { randomUUID } from 'node:crypto';
import { aDefinition, aFlow, ApiClient, createDatabase, startApi, startWorker, temporalAddress } from '@app/testing';
import { expect, it, onTestFinished } from 'vitest';

it('runs that were accepted before their flow was archived go on to their end', async () => {
  const database = await createDatabase();
  onTestFinished(database.drop);
  const env = {
    DATABASE_URL: database.url,
    TEMPORAL_ADDRESS: temporalAddress(),
    TEMPORAL_TASK_QUEUE: randomUUID(),
  };
  const app = await startApi(env);
  onTestFinished(async () => void (await app.stop()));
  const api = new ApiClient(app.url);
  const definition = aDefinition([
    { id: 'pause', type: 'delay', data: { duration: '1s' } },
    { id: 'end', type: 'end', data: { output: 'done' } },
  ]);
  const { id } = (await api.post('/flows', aFlow({ definition }))).body.data;
  const run = (await api.post(`/flows/${id}/run`)).body.data.id as string;
  expect((await api.post(`/flows/${id}/archive`)).body.data.status).toBe('archived');
  const worker = await startWorker(env);
  onTestFinished(async () => void (await worker.stop()));
  await expect.poll(async () => (await api.get(`/runs/${run}`)).body.data.status).toBe('success');
  expect(await api.post(`/flows/${id}/run`)).toMatchObject({ status: 409, body: { error: { code: 'FLOW_ARCHIVED' } } });
});
