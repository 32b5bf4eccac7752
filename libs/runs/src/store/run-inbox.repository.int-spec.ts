import { describe, expect, it } from 'vitest';
import { anEnd, aStore, aWrite } from '../../test/a-store.js';
import { aFlow, aRun, runsDatabase } from '../../test/runs-database.js';

describe('messages that wait', () => {
  it('are those of open runs that have lain there for a while and were not taken', async () => {
    const { sql } = await runsDatabase();
    const flow = await aFlow(sql);
    const [waiting, taken, ended, fresh] = [
      await aRun(sql, flow),
      await aRun(sql, flow),
      await aRun(sql, flow),
      await aRun(sql, flow),
    ];
    const { store, inbox } = aStore(sql);
    for (const id of [waiting, taken, ended, fresh]) {
      await store.take(id);
      expect(await inbox.send(id, { kind: 'cancel' })).toBe(true);
    }
    await sql.query({ text: `update run_inbox set created_at = now() - interval '1 minute' where run_id <> $1` }, [
      fresh,
    ]);
    const [message] = await inbox.untaken(taken);
    await store.write(aWrite(taken, { taken: [message?.id ?? ''], run: { status: 'running' } }));
    await store.write(aWrite(ended, { run: anEnd() }));
    expect(await inbox.runsWaiting(10_000, 10)).toEqual([waiting]);
    expect(await inbox.send(ended, { kind: 'cancel' })).toBe(false);
  });
});
