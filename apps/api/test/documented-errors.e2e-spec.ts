import type { JsonObject } from '@app/definition';
import { aDefinition, aFlow, type ApiClient, type ApiRequest, useDatabase } from '@app/testing';
import { beforeAll, describe, expect, it } from 'vitest';
import { aTask } from './a-task.js';
import { aFile, type DocumentedOperation, documentedOperations } from './documented-operations.js';
import { useApi } from './use-api.js';

const NOBODY = '018f0000-0000-7000-8000-000000000000';
const JSON_TYPE = { 'content-type': 'application/json' };

/** What has tests of its own: files that are too large, outages, leaving, keys that are missing, what is not HTTP or comes too slowly, and defects. */
const ELSEWHERE: ReadonlySet<string> = new Set([
  'FLOW_EXPORT_TOO_LARGE',
  'DATABASE_UNAVAILABLE',
  'TEMPORAL_UNAVAILABLE',
  'SHUTTING_DOWN',
  'ENCRYPTION_KEY_MISSING',
  'MALFORMED_REQUEST',
  'REQUEST_TIMEOUT',
  'INTERNAL',
]);

const UNKNOWN_TYPE = aDefinition([{ id: 'a', type: 'nonsense' }]);

/** What an import is refused for. */
const IMPORTS: Readonly<Record<string, ApiRequest>> = {
  FLOW_SLUG_TAKEN: { body: aFile({ slug: 'taken' }) },
  FLOW_ARCHIVED: { body: aFile({ slug: 'archived' }), query: { on_conflict: 'new_version' } },
  FLOW_HAS_PROBLEMS: { body: aFile({ definition: UNKNOWN_TYPE }), query: { publish: 'true' } },
  FLOW_TESTS_FAILED: { body: aFile({ slug: 'untested', publish_requires_tests: true }), query: { publish: 'true' } },
};

/** What a simulation is refused for. */
const SIMULATIONS: Readonly<Record<string, ApiRequest>> = {
  FLOW_VERSION_NOT_FOUND: { body: { version: 99 } },
  SIMULATION_LIMIT: {
    body: {
      definition: {
        nodes: [
          { id: 'again', type: 'loop', data: { while: true, max_iterations: 1_000_000 } },
          { id: 'turn', type: 'transform', parentId: 'again', data: { output: 1 } },
        ],
        edges: [],
      },
    },
  },
};

/** The request that brings the error about; what an operation takes no part of is left out. */
function provocation(code: string, { id, path, body, takesQuery }: DocumentedOperation): ApiRequest {
  const of: Readonly<Record<string, ApiRequest>> = {
    MALFORMED_BODY: { body: '{', headers: JSON_TYPE },
    UNSUPPORTED_MEDIA_TYPE: { body: '{}', headers: { 'content-type': 'text/plain' } },
    PAYLOAD_TOO_LARGE: { body: `{"name":"${'x'.repeat(70_000)}"}`, headers: JSON_TYPE },
    VALIDATION_FAILED: takesQuery ? { body, query: { nope: 1 } } : { body: body && { ...body, nope: 1 } },
    FLOW_SLUG_TAKEN: { body: { ...body, slug: 'taken' } },
    FLOW_VERSION_NOT_FOUND: body
      ? { body: path.includes('{version}') ? body : { version: 99 } }
      : { query: takesQuery ? { version: 99 } : {} },
    FLOW_TEST_NAME_TAKEN: { body: { ...body, name: 'taken' } },
    FLOW_TEST_NOT_FOUND: { body: id === 'testFlow' ? { tests: ['nobody'] } : body },
    PRECONDITION_FAILED: { body, headers: { 'if-match': '"99"' } },
    EVENT_UNKNOWN: { body: { name: 'nobody' } },
    EVENT_INVALID: { body: { name: 'paid', payload: '\0' } },
    APPROVAL_FORM_INVALID: { body: { ...body, form: {} } },
    ...(id === 'importFlows' ? IMPORTS : {}),
    ...(id === 'simulateFlow' ? SIMULATIONS : {}),
  };
  return of[code] ?? { body };
}

describe('the errors that OpenAPI promises', () => {
  const database = useDatabase();
  const started = useApi({ BODY_LIMIT: '64KiB' }, database);
  let api: ApiClient;
  beforeAll(() => (api = started()));

  const make = async (fields = {}): Promise<string> => (await api.post('/flows', aFlow(fields))).body.data.id;

  /** The ids that routes are asked with, by the error that they are to give. */
  async function ids() {
    const strict = [{ id: 's', type: 'start', data: { input_schema: { type: 'object', required: ['n'] } } }];
    const limited = (concurrency: JsonObject) =>
      make({ definition: aDefinition([{ id: 's', type: 'start', data: { settings: { concurrency } } }]) });
    const flow = await make({ slug: 'taken' });
    const full = await limited({ limit: 1, on_limit: 'reject' });
    await api.post(`/flows/${full}/run`);
    const test = async (of: string, name: string): Promise<string> =>
      (await api.post(`/flows/${of}/tests`, { name })).body.data.id;
    const tested = await test(flow, 'a test');
    await test(flow, 'taken');
    const testsAtLimit = await make();
    for (let n = 0; n < 200; n += 1) await test(testsAtLimit, `test ${n}`);
    const archived = await make({ slug: 'archived' });
    await api.patch(`/flows/${archived}`, { status: 'archived' });
    const run = (await api.post(`/flows/${flow}/run`)).body.data.id as string;
    await api.post(`/runs/${run}/cancel`);
    const waits = await make({ definition: aDefinition([{ id: 'w', type: 'wait', data: { event: 'paid' } }]) });
    const waiting = (await api.post(`/flows/${waits}/run`, { by: 'ada' })).body.data.id as string;
    const task = (sketch = {}) => aTask(database(), waiting, sketch);
    const voted = await task({ quorum: 2 });
    await api.post(`/approvals/${voted}/approve`, { by: 'ada' });
    const own: Readonly<Record<string, string>> = {
      EVENT_UNKNOWN: waiting,
      EVENT_INVALID: waiting,
      APPROVAL_NOT_FOUND: NOBODY,
      APPROVAL_FORM_INVALID: await task(),
      APPROVAL_NOT_ASSIGNED: await task({ users: ['grace'] }),
      APPROVAL_SELF: await task({ allowSelf: false }),
      APPROVAL_CLOSED: await task({ status: 'cancelled' }),
      APPROVAL_ALREADY_VOTED: voted,
      FLOW_NOT_FOUND: NOBODY,
      RUN_NOT_FOUND: NOBODY,
      VALIDATION_FAILED: 'nope',
      FLOW_ARCHIVED: archived,
      FLOW_HAS_PROBLEMS: await make({ definition: UNKNOWN_TYPE }),
      CONCURRENCY_LIMIT: full,
      RUN_SETTINGS_INVALID: await limited({ limit: 1, key: '{{ input.nobody }}' }),
      RUN_INPUT_INVALID: await make({ definition: aDefinition(strict) }),
      FLOW_SLUG_TAKEN: await make(),
      FLOW_TEST_LIMIT: testsAtLimit,
      FLOW_TESTS_FAILED: await make({ publish_requires_tests: true }),
    };
    return {
      idFor: (code: string, path: string) => own[code] ?? (path.startsWith('/api/v1/runs/') ? run : flow),
      testFor: (code: string) => (code === 'FLOW_TEST_NOT_FOUND' ? NOBODY : tested),
    };
  }

  it('are those that each route gives', async () => {
    const { idFor, testFor } = await ids();
    const promised: string[] = [];
    const given: string[] = [];
    for (const operation of documentedOperations((await api.get('/openapi.json')).body)) {
      for (const { status, code } of operation.errors.filter((error) => !ELSEWHERE.has(error.code))) {
        const version = code === 'FLOW_VERSION_NOT_FOUND' ? '99' : '1';
        const path = operation.path
          .replace('{id}', idFor(code, operation.path))
          .replace('{test}', testFor(code))
          .replaceAll(/\{(?:version|a|b)\}/g, version);
        const answer = await api.send(operation.method, `${api.url}${path}`, provocation(code, operation));
        promised.push(`${operation.id}: ${status} ${code}`);
        given.push(`${operation.id}: ${answer.status} ${answer.body.error?.code}`);
      }
    }
    expect(given).toEqual(promised);
    expect(promised.length).toBeGreaterThan(60);
  });
});
