import type { AppConfig } from '@app/config';
import type { Definition, JsonObject } from '@app/definition';
import { aDefinition } from '@app/testing';
import type { FlowTestContent } from '@app/flows';
import { FlowTestRunner } from '../src/run/flow-test-runner.js';
import type { TestOutcome } from '../src/run/test-outcome.js';

/** A test that expects nothing but that the run succeeds. */
export function aTest(fields: Partial<FlowTestContent> = {}): FlowTestContent {
  const nothing = { description: null, input: {}, mocks: {}, events: [], cancelAfter: null, startAt: null };
  return { name: 'a test', ...nothing, expectations: {}, ...fields };
}

/** An order that is charged, approved where it is large, and shipped; when shipping fails, the money goes back. */
export const ORDERS: Definition = aDefinition(
  [
    { id: 'charge', type: 'http', data: { method: 'POST', url: 'https://pay.example', retry: { max_attempts: 3 } } },
    { id: 'large', type: 'condition', data: { expression: 'input.amount > 100' } },
    { id: 'review', type: 'approval', data: { title: 'A large order', timeout: '7d' } },
    { id: 'parcels', type: 'map', data: { items: 'input.parcels' } },
    { id: 'pack', type: 'transform', parentId: 'parcels', data: { output: '{{ item }} in a box' } },
    {
      id: 'ship',
      type: 'http',
      parentId: 'parcels',
      data: { method: 'POST', url: 'https://ship.example', timeout: '2d' },
    },
    { id: 'refund', type: 'http', data: { method: 'POST', url: 'https://pay.example/refunds' } },
    { id: 'done', type: 'end', data: { output: { sent: '{{ nodes.parcels.output }}', for: '{{ input.amount }}' } } },
  ],
  [
    ['charge', 'large'],
    ['large', 'review', 'true'],
    ['large', 'parcels', 'false'],
    ['review', 'parcels', 'approved'],
    ['pack', 'ship'],
    ['parcels', 'done'],
    ['charge', 'refund', 'compensate'],
  ],
);

/** What becomes of tests of a definition; ORDERS where none is given. */
export async function ranAll(tests: readonly FlowTestContent[], of = ORDERS, timeMs?: number): Promise<TestOutcome[]> {
  const runner = new FlowTestRunner({ flowEnv: { REGION: 'eu' }, nodes: {} } as unknown as AppConfig);
  return runner.run({ flow: { id: 'flow', name: 'Orders', version: 3 }, definition: of, tests }, timeMs);
}

/** An order of two parcels of which one expects this. */
export async function ran(expectations: JsonObject, fields: Partial<FlowTestContent> = {}): Promise<TestOutcome> {
  const mocks = { charge: { output: { paid: true }, delay: '2s' }, ship: { output: { sent: true }, delay: '1d' } };
  const test = aTest({ input: { amount: 5, parcels: ['cup', 'plate'] }, mocks, expectations, ...fields });
  return (await ranAll([test]))[0] as TestOutcome;
}

/** Failures as `place: message`. */
export const told = ({ failures }: TestOutcome): string[] => failures.map(({ path, message }) => `${path}: ${message}`);
