import { it } from 'vitest';
import { DEFAULT_ORGANIZATION_ID } from '@app/database';
import { aStore } from './a-store.js';
import { aFlow, runsDatabase } from './runs-database.js';

const many = (n: number, key: string, extra = `'asked'`) => `
  insert into runs (organization_id, flow_id, flow_version_id, flow_version, flow_name, concurrency_key, concurrency_limit, permit)
  select $1, $2, $3, 1, 'A flow', ${key}, 2, ${extra} from generate_series(1, ${n}) g`;

it('measures', { timeout: 600_000 }, async () => {
  const { sql } = await runsDatabase();
  const flow = await aFlow(sql);
  const args = [DEFAULT_ORGANIZATION_ID, flow.id, flow.versionId];
  const { claims } = aStore(sql);
  const timed = async (what: string, work: () => Promise<unknown>) => {
    const began = performance.now();
    const r = await work();
    console.log(what, (performance.now() - began).toFixed(1), 'ms', Array.isArray(r) ? r.length : '');
  };
  await timed('insert 100k one key', () => sql.query({ text: many(100_000, `'k'`) }, args));
  await timed('insert 100k many keys', () => sql.query({ text: many(100_000, `'k' || (g / 10)`) }, args));
  await timed('analyze', () => sql.query({ text: 'analyze runs' }));
  for (let n = 0; n < 3; n++) await timed('first claims', () => claims.claimQueued(16, 'w', 60_000));
  let n = 0;
  const began = performance.now();
  let got = 0;
  while ((await sql.query({ text: `select 1 from runs where permit = 'asked' limit 1` })).length > 0) {
    got += (await claims.claimQueued(16, 'w', 60_000)).length;
    n++;
  }
  console.log('look at all:', performance.now() - began, 'ms', n, 'claims', got);
  const plan = async (text: string, values: unknown[]) =>
    console.log(
      (await sql.query({ text: `explain (analyze, buffers) ${text}` }, values))
        .map((r) => Object.values(r)[0])
        .join('\n'),
    );
  while ((await claims.claimQueued(1000, 'w', 600_000)).length > 0) n++;
  await sql.query({
    text: `update runs set status = 'running', started_at = now() where permit = 'held' and status = 'queued'`,
  });
  const { CLAIM: C } = (await import('../src/dispatch/run-claims.repository.js')) as any;
  await timed('claim nothing', () => claims.claimQueued(16, 'w', 60_000));
  await plan(C.text, [16, 'w', 60000]);
  await plan(C.text, [16, 'w', 60000]);
  console.log(
    await sql.query({
      text: `select pid, backend_type, state, left(query, 60) q, backend_xmin, xact_start from pg_stat_activity where backend_xmin is not null`,
    }),
  );
  for (let i = 0; i < 10; i++) {
    await timed('claim nothing', () => claims.claimQueued(16, 'w', 60_000));
    await new Promise((r) => setTimeout(r, 500));
  }
  await sql.query(
    {
      text: `insert into runs (organization_id, flow_id, flow_version_id, flow_version, flow_name) select $1, $2, $3, 1, 'A flow' from generate_series(1, 1000) g`,
    },
    args,
  );
  for (let i = 0; i < 5; i++) await timed('claim unlimited', () => claims.claimQueued(16, 'w', 60_000));
  await sql.query({
    text: `update runs set status = 'success', started_at = now(), finished_at = now() where concurrency_key = 'k' and permit = 'held'`,
  });
  for (let i = 0; i < 3; i++) await timed('end of 2: hand on + claim', () => claims.claimQueued(16, 'w', 60_000));
  await sql.query({
    text: `update runs set status = 'success', started_at = now(), finished_at = now() where id in (select id from runs where permit = 'held' and concurrency_key <> 'k' limit 500)`,
  });
  for (let i = 0; i < 3; i++)
    await timed('end of 500 keys: hand on + claim', () => claims.claimQueued(16, 'w', 60_000));
  const { HAND_ON, CLAIM } = (await import('../src/dispatch/run-permits.repository.js')) as any;
  void CLAIM;
  await sql.query({
    text: `update runs set status = 'success', started_at = now(), finished_at = now() where id in (select id from runs where permit = 'held' and concurrency_key <> 'k' limit 200)`,
  });

  const { RunPermitsRepository } = await import('../src/dispatch/run-permits.repository.js');
  void RunPermitsRepository;
});
