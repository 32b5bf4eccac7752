import type { JsonObject } from '@app/definition';
import { aDefinition } from '@app/testing';
import { describe, expect, it } from 'vitest';
import { useRunsScene } from './runs-scene.js';

const scene = useRunsScene();
const withSettings = (settings: JsonObject) => aDefinition([{ id: 's', type: 'start', data: { settings } }]);

/** A flow with these settings, and what its runs are started with. */
async function aFlowWith(settings: JsonObject) {
  const { api, flow } = scene();
  const flowId = await flow(withSettings(settings));
  const start = async (body: object = {}) => (await api.post(`/flows/${flowId}/run`, body)).body;
  return { flowId, start };
}

describe('a run of a flow with settings', () => {
  it('has their priority, labels and key, unless the request names others', async () => {
    const { start } = await aFlowWith({
      priority: 2,
      labels: { customer: '{{ input.customer }}', kind: 'order', missing: '{{ input.nobody }}' },
      concurrency: { limit: 3, key: 'c-{{ input.customer }}' },
    });
    const input = { customer: 17 };
    expect((await start({ input })).data).toMatchObject({
      priority: 2,
      labels: { customer: '17', kind: 'order' },
      concurrency_key: 'c-17',
    });
    const own = { priority: 5, labels: { kind: 'test', by: 'me' } };
    const { data } = await start({ input, ...own });
    expect(data).toMatchObject({ priority: 5, labels: { customer: '17', kind: 'test', by: 'me' } });
    expect((await scene().api.get(`/runs/${data.id}`)).body.data).toMatchObject({
      priority: 5,
      labels: { customer: '17', kind: 'test', by: 'me' },
      concurrency_key: 'c-17',
    });
  });

  it('is found by its labels, with a comma or a colon in them too', async () => {
    const { start, flowId } = await aFlowWith({ labels: { customer: '{{ input }}' } });
    const ids: string[] = [];
    for (const input of ['17', '18', 'a,b:c']) ids.push((await start({ input, labels: { kind: input } })).data.id);
    const found = async (query: string) => {
      const { data, meta } = (await scene().api.get(`/flows/${flowId}/runs?${query}`)).body;
      return [data.map(({ id }: { id: string }) => ids.indexOf(id)), meta.total];
    };
    expect(await found('label=customer:17')).toEqual([[0], 1]);
    expect(await found('label=customer:a,b:c')).toEqual([[2], 1]);
    expect(await found('label=customer:18&label=kind:18')).toEqual([[1], 1]);
    expect(await found('label=customer:18&label=kind:17')).toEqual([[], 0]);
  });

  it('is not there where a template of theirs comes to nothing', async () => {
    const { start } = await aFlowWith({ concurrency: { limit: 1, key: '{{ input.customer }}' } });
    const { error } = await start({ input: {} });
    expect(error).toMatchObject({ code: 'RUN_SETTINGS_INVALID', details: [{ path: 'settings.concurrency.key' }] });
  });

  it('is refused at the limit, where they say so, and taken when one has ended', async () => {
    const { start } = await aFlowWith({ concurrency: { limit: 1, on_limit: 'reject' } });
    const first = await start();
    expect((await start()).error).toMatchObject({
      code: 'CONCURRENCY_LIMIT',
      details: [{ path: 'settings.concurrency.limit' }],
    });
    await scene().api.post(`/runs/${first.data.id}/cancel`);
    expect((await start()).data).toMatchObject({ status: 'queued', concurrency_key: '' });
  });
});
