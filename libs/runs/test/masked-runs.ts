import { randomBytes } from 'node:crypto';
import type { Sql } from '@app/database';
import type { Evaluable, Json } from '@app/definition';
import { type EncryptionKey, Vault } from '@app/encryption';
import type { DriverPorts, RunStore } from '@app/engine';
import { createExecutor } from '@app/nodes';
import { aDefinition } from '@app/testing';
import { PlanCache } from '../src/plan/plan-cache.js';
import { drivingPorts, Outside } from './driven.js';

/** Half of it is in the input, half in the definition: together it is only in what masked nodes give. */
export const SECRET = 'q7Zx-5f3c9';
export const INPUT = { half: 'q7Zx' };
/** What the effects give. */
export const TOKEN = 'tok-0a9b8c7d';

export const aKey = (id: string): EncryptionKey => ({ id, key: randomBytes(32).toString('base64') });
export const OLD_KEY = aKey('old');
export const NEW_KEY = aKey('new');
export const VAULT = new Vault([OLD_KEY]);
/** After a rotation. */
export const ROTATED = new Vault([NEW_KEY, OLD_KEY]);

const secret = '{{ input.half & "-5f3c9" }}';

/** Everything that gives something is masked; what reads it is not, but shows none of it. */
export const MASKED = aDefinition(
  [
    { id: 'set', type: 'assign', data: { variables: { v: secret }, mask: true } },
    { id: 'call', type: 'http', data: { url: 'http://a.example/{{ vars.v }}', mask: true } },
    { id: 'use', type: 'http', data: { url: 'http://b.example/{{ nodes.call.output.token }}/{{ vars.v }}' } },
    { id: 'wrong', type: 'transform', data: { output: '{{ vars.v + 1 }}', mask: true, on_error: 'continue' } },
    { id: 'worse', type: 'transform', data: { output: '{{ vars.v + 2 }}', on_error: 'continue' } },
    { id: 'all', type: 'map', data: { items: '[vars.v, nodes.call.output.token]' } },
    { id: 'each', type: 'transform', parentId: 'all', data: { output: '{{ item & "!" }}', mask: true } },
    { id: 'turns', type: 'loop', data: { until: 'iteration >= 2', mask: true } },
    {
      id: 'turn',
      type: 'transform',
      parentId: 'turns',
      data: { output: '{{ $string(iteration) & vars.v }}', mask: true },
    },
    {
      id: 'end',
      type: 'end',
      data: {
        output: { v: '{{ vars.v }}', all: '{{ nodes.all.output }}', turns: '{{ nodes.turns.output }}' },
        mask: true,
      },
    },
  ],
  [
    ['set', 'call'],
    ['call', 'use'],
    ['use', 'wrong'],
    ['wrong', 'worse'],
    ['worse', 'all'],
    ['all', 'turns'],
    ['turns', 'end'],
  ],
);

/** What a run of it gives. */
export const OUTPUT = {
  v: SECRET,
  all: [{ each: `${SECRET}!` }, { each: `${TOKEN}!` }],
  turns: { turn: `1${SECRET}` },
};

/** A driver whose effects give the token, and log it. */
export function maskedPorts(sql: Sql, store: RunStore, runId: string, outageMs = 1_000): DriverPorts {
  const ports = drivingPorts(sql, store, new Outside(sql), runId);
  const executor: DriverPorts['executor'] = {
    ...createExecutor({ http: {}, secrets: {}, maxOutputBytes: 1_000_000 }),
    prepare: (node, scope, at) => ({
      input: { url: (node.data['url'] as Evaluable).evaluate(scope, at) },
      run: async () => ({
        output: node.mask ? { token: TOKEN } : 'used',
        handles: null,
        log: node.mask ? [{ level: 'info', message: `got ${TOKEN}` }] : [],
      }),
    }),
  };
  return { ...ports, executor, plans: new PlanCache(sql, VAULT), limits: { ...ports.limits, outageMs } };
}

/** Where any of the texts stands in the database: every column of every row of every table is looked through. */
export async function placesOf(sql: Sql, ...texts: readonly string[]): Promise<string[]> {
  const tables = await sql.query<{ name: string }>({
    text: `select quote_ident(table_name) as name from information_schema.tables where table_schema = 'public'`,
  });
  const places: string[] = [];
  for (const { name } of tables) {
    const text = `select row_to_json(t)::text as row from ${name} t where exists (select from unnest($1::text[]) s (x) where strpos(row_to_json(t)::text, x) > 0)`;
    const rows = await sql.query<{ row: string }>({ text }, [texts]);
    places.push(...rows.map(({ row }) => `${name}: ${row}`));
  }
  return places;
}

/** The output of a run as its row has it, decrypted. */
export async function outputOf(sql: Sql, runId: string, vault: Vault): Promise<Json> {
  const [run] = await sql.query<{ output: Json & object }>({ text: 'select output from runs where id = $1' }, [runId]);
  return vault.open(run?.output ?? null, ['runs', runId, 'output']).value;
}
