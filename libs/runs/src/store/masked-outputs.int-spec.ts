import { NO_KEYS, Vault } from '@app/encryption';
import { advanceRun } from '@app/engine';
import { describe, expect, it } from 'vitest';
import { aStore } from '../../test/a-store.js';
import { driveToEnd, mortalStore } from '../../test/driven.js';
import {
  aKey,
  INPUT,
  MASKED,
  maskedPorts,
  NEW_KEY,
  OUTPUT,
  outputOf,
  placesOf,
  ROTATED,
  SECRET,
  TOKEN,
  VAULT,
} from '../../test/masked-runs.js';
import { aFlow, aRun, runsDatabase } from '../../test/runs-database.js';
import { RunDetailRepository } from '../read/run-detail.repository.js';

async function scene() {
  const { sql } = await runsDatabase();
  const flow = await aFlow(sql, { definition: MASKED });
  const start = () => aRun(sql, flow, { input: INPUT });
  const drive = (runId: string, vault: Vault) => driveToEnd(maskedPorts(sql, aStore(sql, vault).store, runId), runId);
  const advance = (runId: string, vault: Vault) =>
    advanceRun(maskedPorts(sql, aStore(sql, vault).store, runId, 50), runId, [], new AbortController().signal);
  const statusOf = async (runId: string) => {
    const [run] = await sql.query<{ status: string; output: unknown }>(
      { text: 'select status from runs where id = $1' },
      [runId],
    );
    return run?.status;
  };
  return { sql, start, drive, advance, statusOf };
}

describe('masked outputs', () => {
  it('are nowhere in the database, and are what the run goes on with', async () => {
    const { sql, start, drive } = await scene();
    const runId = await start();
    await drive(runId, VAULT);
    expect(await placesOf(sql, SECRET, TOKEN)).toEqual([]);
    expect(await placesOf(sql, INPUT.half)).not.toEqual([]);
    expect(await outputOf(sql, runId, VAULT)).toEqual(OUTPUT);
  });

  it('are shown as ***, and so is what is recorded of nodes that read them', async () => {
    const { sql, start, drive } = await scene();
    const runId = await start();
    await drive(runId, VAULT);
    const details = new RunDetailRepository(sql);
    expect(await details.run(runId)).toMatchObject({ output: '***', input: INPUT });
    const { steps } = await details.steps(runId, 100);
    const shown = Object.fromEntries(
      steps.map(({ path, input, output, error }) => [path, [input, output, error?.code]]),
    );
    expect(shown).toMatchObject({
      set: [null, '***', undefined],
      call: ['***', '***', undefined],
      use: ['***', 'used', undefined],
      wrong: [null, null, 'EXPRESSION_FAILED'],
      worse: [null, null, 'EXPRESSION_FAILED'],
      all: ['***', '***', undefined],
      'all[0]': [null, '***', undefined],
      'all[1].each': [null, '***', undefined],
      turns: [null, '***', undefined],
      'turns[1]': [null, '***', undefined],
      end: [null, '***', undefined],
    });
    expect(await details.log(runId)).toMatch(/INFO \*\*\*\n$/);
  });

  it.each(['before', 'after'] as const)(
    'are the same for the driver that follows one that died %s any of its calls, with newer keys',
    async (when) => {
      const { sql, start, drive } = await scene();
      for (let at = 1, survived = false; !survived; at += 1) {
        const runId = await start();
        const mortal = mortalStore(aStore(sql, VAULT).store, { at, when });
        const first = driveToEnd(maskedPorts(sql, mortal.store, runId), runId).then(() => 'ended');
        survived = (await Promise.race([first, mortal.died.then(() => 'died')])) === 'ended';
        await drive(runId, ROTATED);
        expect(await outputOf(sql, runId, ROTATED)).toEqual(OUTPUT);
      }
      expect(await placesOf(sql, SECRET, TOKEN)).toEqual([]);
    },
  );

  it('wait for the key where a worker has none, and are not stored meanwhile', async () => {
    const { sql, start, drive, advance, statusOf } = await scene();
    const runId = await start();
    await expect(advance(runId, NO_KEYS)).rejects.toMatchObject({ code: 'ENCRYPTION_KEY_MISSING' });
    expect(await placesOf(sql, SECRET, TOKEN)).toEqual([]);
    expect(await statusOf(runId)).not.toBe('failed');
    await drive(runId, VAULT);
    expect(await outputOf(sql, runId, VAULT)).toEqual(OUTPUT);
  });

  it('wait for the key where a worker has another one, which it says', async () => {
    const { sql, start, drive, advance } = await scene();
    const runId = await start();
    const mortal = mortalStore(aStore(sql, VAULT).store, { at: 2, when: 'after' });
    const first = driveToEnd(maskedPorts(sql, mortal.store, runId), runId);
    await Promise.race([first, mortal.died]);
    const other = new Vault([NEW_KEY]);
    await expect(advance(runId, other)).rejects.toMatchObject({ code: 'ENCRYPTION_KEY_MISSING' });
    expect(other.missing).toEqual(['old']);
    await drive(runId, ROTATED);
    expect(await outputOf(sql, runId, ROTATED)).toEqual(OUTPUT);
  });

  it('that were changed end the run with their code', async () => {
    const { sql, start, advance } = await scene();
    const runId = await start();
    const mortal = mortalStore(aStore(sql, VAULT).store, { at: 2, when: 'after' });
    await Promise.race([driveToEnd(maskedPorts(sql, mortal.store, runId), runId), mortal.died]);
    const text = `update run_steps set output = replace(output::text, '"data":"', '"data":"AAAA')::json where run_id = $1 and path = 'set'`;
    await sql.query({ text }, [runId]);
    await expect(advance(runId, VAULT)).rejects.toMatchObject({ code: 'MASKED_VALUE_BROKEN' });
  });

  it('of a long attempt are left encrypted for the run, which reads them', async () => {
    const { sql, start } = await scene();
    const runId = await start();
    const { calls, store } = aStore(sql, VAULT);
    const result = { path: 'call', attempt: 1, at: 1, outcome: { output: { token: TOKEN }, handles: null } };
    await calls.leaveResult(runId, { ...result, mask: true });
    expect(await placesOf(sql, TOKEN)).toEqual([]);
    expect(await store.readInbox(runId)).toMatchObject([{ kind: 'node.result', data: result }]);
    const without = aStore(sql, new Vault([aKey('another')])).store.readInbox(runId);
    await expect(without).rejects.toMatchObject({ code: 'ENCRYPTION_KEY_MISSING' });
  });
});
