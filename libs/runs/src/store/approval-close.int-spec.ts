import type { ApprovalTask, OutsideWrite } from '@app/engine';
import { describe, expect, it } from 'vitest';
import { aStore, aWrite } from '../../test/a-store.js';
import { behind } from '../../test/behind.js';
import { aFlow, aRun, runsDatabase } from '../../test/runs-database.js';

const NODE = { path: 'ask', attempt: 1 };
const TASK: ApprovalTask = {
  title: 'Pay?',
  description: null,
  assignees: { users: [], roles: [] },
  quorum: 1,
  formSchema: null,
  allowSelf: true,
};
const APPROVE = `update approvals set status = 'approved' where run_id = $1`;

async function scene() {
  const { sql } = await runsDatabase();
  const runId = await aRun(sql, await aFlow(sql));
  const { store } = aStore(sql);
  await store.take(runId);
  await store.write(aWrite(runId, { outside: [{ type: 'approval.open', task: TASK, deadline: null, ...NODE }] }));
  const event = { seq: 3, at: 0, type: 'timer.fired', path: 'ask', data: null };
  const write = (outside: OutsideWrite) => store.write(aWrite(runId, { events: [event], outside: [outside] }));
  const row = async () => {
    const text = 'select a.status, r.seq from approvals a join runs r on r.id = a.run_id where r.id = $1';
    return (await sql.query({ text }, [runId]))[0];
  };
  return { sql, runId, store, write, row };
}

describe('a task, closed by its run', () => {
  it('since its time is over, while it is decided: nothing is written, and the driver is to read the run again', async () => {
    const { sql, runId, write, row } = await scene();
    const close = () => write({ type: 'approval.close', status: 'timed_out', ...NODE });
    const written = behind(sql, runId, (other) => other.query({ text: APPROVE }, [runId]), close);
    await expect(written).rejects.toMatchObject({ code: 'DATABASE_UNAVAILABLE' });
    expect(await row()).toEqual({ status: 'approved', seq: 2 });
  });

  it('since it is no longer wanted, while it is decided: the run goes on, and the decision stays on record', async () => {
    const { sql, runId, write, row } = await scene();
    const close = () => write({ type: 'approval.close', status: 'cancelled', ...NODE });
    await behind(sql, runId, (other) => other.query({ text: APPROVE }, [runId]), close);
    expect(await row()).toEqual({ status: 'approved', seq: 3 });
  });

  it('while others write to runs of theirs in the same statement does not hold them up', async () => {
    const { sql, runId, store, write, row } = await scene();
    const other = await aRun(sql, await aFlow(sql));
    await store.take(other);
    await sql.query({ text: APPROVE }, [runId]);
    const [closed, written] = await Promise.allSettled([
      write({ type: 'approval.close', status: 'timed_out', ...NODE }),
      store.write(aWrite(other, { outside: [{ type: 'wait.open', event: 'paid', ...NODE }] })),
    ]);
    expect([closed.status, written.status]).toEqual(['rejected', 'fulfilled']);
    expect(await row()).toEqual({ status: 'approved', seq: 2 });
  });

  it('by itself is closed', async () => {
    const { write, row } = await scene();
    await write({ type: 'approval.close', status: 'timed_out', ...NODE });
    expect(await row()).toEqual({ status: 'timed_out', seq: 3 });
  });
});
