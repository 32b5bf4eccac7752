import { describe, expect, it } from 'vitest';
import { useApprovals } from '../../test/use-approvals.js';

const NOBODY = '00000000-0000-7000-8000-000000000000';
const PENDING = { statuses: ['pending'] } as const;
const scene = useApprovals();

async function inbox() {
  const { open, votes } = scene();
  const first = await open({ title: 'first', assignees: { users: ['ada'], roles: ['finance'] } });
  const second = await open({ title: 'second', assignees: { users: ['ada', 'grace'], roles: [] } }, first);
  const third = await open({ title: 'third', assignees: { users: [], roles: ['finance'] } });
  await votes.vote(third.id, { by: 'ada', decision: 'rejected' });
  return { first, second, third };
}

describe('the inbox', () => {
  it('is filtered by what is given, all of it', async () => {
    const { reads } = scene();
    const { first, second, third } = await inbox();
    const titles = async (filter: object) =>
      (await reads.list({ ...PENDING, ...filter }, { per_page: 10 })).items.map(({ title }) => title);
    const both = { statuses: ['pending', 'rejected'] };
    expect(await titles({ flowId: first.flowId })).toEqual(['second', 'first']);
    expect(await titles({ flowId: first.flowId, user: 'grace' })).toEqual(['second']);
    expect(await titles({ flowId: first.flowId, user: 'ada', role: 'finance' })).toEqual(['first']);
    expect(await titles({ runId: second.runId })).toEqual(['second']);
    expect(await titles({ ...both, role: 'finance' })).toEqual(['third', 'first']);
    expect(await titles({ flowId: third.flowId })).toEqual([]);
    expect(await titles({ user: 'nobody' })).toEqual([]);
  });

  it('is read by page and by cursor, newest first', async () => {
    const { reads } = scene();
    const { first, second } = await inbox();
    const filter = { ...PENDING, flowId: first.flowId };
    const one = await reads.list(filter, { per_page: 1 });
    expect([one.items.map(({ id }) => id), one.meta.total]).toEqual([[second.id], 2]);
    const rest = await reads.list(filter, { per_page: 1, cursor: one.meta.next_cursor ?? '' });
    expect([rest.items.map(({ id }) => id), rest.meta]).toMatchObject([[first.id], { total: null, next_cursor: null }]);
    expect((await reads.list(filter, { per_page: 1, page: 2 })).items.map(({ id }) => id)).toEqual([first.id]);
    await expect(reads.list(filter, { per_page: 1, cursor: 'x' })).rejects.toMatchObject({ code: 'VALIDATION_FAILED' });
  });

  it('says APPROVAL_NOT_FOUND for no task', async () => {
    await expect(scene().reads.get(NOBODY)).rejects.toMatchObject({ code: 'APPROVAL_NOT_FOUND' });
  });
});
