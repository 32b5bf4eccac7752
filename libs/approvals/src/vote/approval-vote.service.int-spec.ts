import { describe, expect, it } from 'vitest';
import { useApprovals } from '../../test/use-approvals.js';

const NOBODY = '00000000-0000-7000-8000-000000000000';
const scene = useApprovals();

const people = Array.from({ length: 8 }, (_, at) => `p${at}`);
/** How votes that were cast at once went: the codes of those that were refused. */
const codes = (settled: readonly PromiseSettledResult<void>[]) =>
  settled.flatMap((one) => (one.status === 'rejected' ? [(one.reason as { code: string }).code] : []));

describe('a vote', () => {
  it('decides where it is enough: the task, the message to the run and the wake-up', async () => {
    const { open, votes, reads, messages, woken } = scene();
    const form = { type: 'object', required: ['budget'] };
    const { id, runId } = await open({ formSchema: form });
    await votes.vote(id, { by: 'ada', decision: 'approved', comment: 'fine', form: { budget: 'x' } });
    const vote = { by: 'ada', decision: 'approved', comment: 'fine', form: { budget: 'x' } };
    expect(await reads.get(id)).toMatchObject({ status: 'approved', decidedAt: expect.any(Date), votes: [vote] });
    expect(await messages(runId)).toEqual([
      {
        kind: 'approval.decided',
        data: {
          path: 'ask',
          attempt: 1,
          decision: 'approved',
          votes: [{ ...vote, at: expect.any(String) }],
          form: { budget: 'x' },
        },
      },
    ]);
    expect(woken).toContain(runId);
  });

  it('is kept until enough have approved', async () => {
    const { open, votes, reads, messages, woken } = scene();
    const { id, runId } = await open({ quorum: 2 });
    await votes.vote(id, { by: 'ada', decision: 'approved' });
    expect(await reads.get(id)).toMatchObject({ status: 'pending', approvals: 1, votes: [{ by: 'ada' }] });
    expect(await messages(runId)).toEqual([]);
    expect(woken).not.toContain(runId);
    await votes.vote(id, { by: 'grace', decision: 'approved' });
    expect(await reads.get(id)).toMatchObject({ status: 'approved', approvals: 2 });
    expect(await messages(runId)).toMatchObject([{ data: { votes: [{ by: 'ada' }, { by: 'grace' }] } }]);
  });

  it('rejects alone, whatever the quorum', async () => {
    const { open, votes, reads, messages } = scene();
    const { id, runId } = await open({ quorum: 3 });
    await votes.vote(id, { by: 'ada', decision: 'approved' });
    await votes.vote(id, { by: 'grace', decision: 'rejected', comment: 'no' });
    expect(await reads.get(id)).toMatchObject({ status: 'rejected' });
    expect(await messages(runId)).toMatchObject([{ data: { decision: 'rejected', form: null } }]);
  });

  it.each([1, 3])('of many at once is the deciding one exactly once, with a quorum of %i', async (quorum) => {
    const { open, votes, reads, messages } = scene();
    for (let n = 0; n < 5; n += 1) {
      const { id, runId } = await open({ quorum });
      const cast = await Promise.allSettled(people.map((by) => votes.vote(id, { by, decision: 'approved' })));
      expect(codes(cast)).toEqual(Array.from({ length: people.length - quorum }, () => 'APPROVAL_CLOSED'));
      const task = await reads.get(id);
      expect([task.status, task.votes.length]).toEqual(['approved', quorum]);
      expect(await messages(runId)).toMatchObject([{ data: { votes: { length: quorum } } }]);
    }
  });

  it('is counted once for each person, however often it is cast at once', async () => {
    const { open, votes, reads } = scene();
    const { id } = await open({ quorum: 2 });
    const cast = await Promise.allSettled(people.map(() => votes.vote(id, { by: 'ada', decision: 'approved' })));
    expect(codes(cast)).toEqual(Array.from({ length: 7 }, () => 'APPROVAL_ALREADY_VOTED'));
    expect(await reads.get(id)).toMatchObject({ status: 'pending', votes: { length: 1 } });
  });

  it('and its opposite at once come to one decision', async () => {
    const { open, votes, reads, messages } = scene();
    for (let n = 0; n < 10; n += 1) {
      const { id, runId } = await open();
      const cast = await Promise.allSettled([
        votes.vote(id, { by: 'ada', decision: 'approved' }),
        votes.vote(id, { by: 'grace', decision: 'rejected' }),
      ]);
      expect(codes(cast)).toEqual(['APPROVAL_CLOSED']);
      const { status, votes: counted } = await reads.get(id);
      expect(counted).toMatchObject([{ decision: status }]);
      expect(await messages(runId)).toMatchObject([{ data: { decision: status } }]);
    }
  });

  it('is not taken from those who may not decide', async () => {
    const { open, votes, reads } = scene();
    const named = await open({ assignees: { users: ['grace'], roles: [] } });
    await expect(votes.vote(named.id, { by: 'ada', decision: 'approved' })).rejects.toMatchObject({
      code: 'APPROVAL_NOT_ASSIGNED',
    });
    const outer = await open({}, { startedBy: 'ada' });
    const inner = await open({ allowSelf: false }, { parentRunId: outer.runId });
    await expect(votes.vote(inner.id, { by: 'ada', decision: 'rejected' })).rejects.toMatchObject({
      code: 'APPROVAL_SELF',
    });
    await votes.vote(inner.id, { by: 'grace', decision: 'approved' });
    await votes.vote(outer.id, { by: 'ada', decision: 'approved' });
    expect(await reads.get(named.id)).toMatchObject({ status: 'pending', votes: [] });
  });

  it('is not taken with a form that is not what is asked for, without a task, or after its time', async () => {
    const { open, votes } = scene();
    const asked = await open({ formSchema: { type: 'object', required: ['budget'] } });
    await expect(votes.vote(asked.id, { by: 'ada', decision: 'approved' })).rejects.toMatchObject({
      code: 'APPROVAL_FORM_INVALID',
      details: [{ path: 'form.budget', message: 'is missing' }],
    });
    await expect(votes.vote(NOBODY, { by: 'ada', decision: 'approved' })).rejects.toMatchObject({
      code: 'APPROVAL_NOT_FOUND',
    });
    const late = await open({}, { deadline: Date.now() - 1 });
    await expect(votes.vote(late.id, { by: 'ada', decision: 'approved' })).rejects.toMatchObject({
      code: 'APPROVAL_CLOSED',
    });
  });
});

describe('a task that its run closes', () => {
  it.each(['timed_out', 'cancelled'] as const)('as %s takes no vote any more', async (status) => {
    const { open, votes, store, reads, messages } = scene();
    const { id, runId, epoch } = await open();
    const close = { type: 'approval.close', status, path: 'ask', attempt: 1 } as const;
    await store.write({ runId, epoch, events: [], steps: [], log: [], taken: [], outside: [close] });
    await expect(votes.vote(id, { by: 'ada', decision: 'approved' })).rejects.toMatchObject({
      code: 'APPROVAL_CLOSED',
      message: `The task is closed: it is ${status}.`,
    });
    expect(await reads.get(id)).toMatchObject({ status, votes: [] });
    expect(await messages(runId)).toEqual([]);
  });

  it('since its time is over, while somebody decides it, is either decided or closed, and the driver learns which', async () => {
    const { open, votes, store, reads, messages } = scene();
    for (let n = 0; n < 40; n += 1) {
      const { id, runId, epoch } = await open();
      const close = { type: 'approval.close', status: 'timed_out', path: 'ask', attempt: 1 } as const;
      const [vote, write] = await Promise.allSettled([
        votes.vote(id, { by: 'ada', decision: 'approved' }),
        store.write({ runId, epoch, events: [], steps: [], log: [], taken: [], outside: [close] }),
      ]);
      const { status, votes: counted } = await reads.get(id);
      const outcome = [vote.status, write.status, status, counted.length, (await messages(runId)).length];
      const decided = ['fulfilled', 'rejected', 'approved', 1, 1];
      const closed = ['rejected', 'fulfilled', 'timed_out', 0, 0];
      expect([decided, closed]).toContainEqual(outcome);
      expect(codes([vote])).toEqual(status === 'approved' ? [] : ['APPROVAL_CLOSED']);
    }
  });
});
