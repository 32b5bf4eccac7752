import { readFileSync } from 'node:fs';
import type { AppConfig } from '@app/config';
import type { Definition, DefinitionNode } from '@app/definition';
import { FLOW_TEST_LIMITS } from '@app/flows';
import { describe, expect, it } from 'vitest';
import { unknownNames } from '../src/reading/check-names.js';
import { readFlowTest } from '../src/reading/read-flow-test.js';
import { FlowTestRunner, TESTS_TIME_MS } from '../src/run/flow-test-runner.js';
import { SimulatedTestGate } from '../src/run/simulated-test-gate.js';

const text = (page: string) => readFileSync(new URL(`../../../docs/${page}.md`, import.meta.url), 'utf8');
const blocks = [...text('guides/test-a-flow').matchAll(/```json\n(.*?)```/gs)].map(([, json]) =>
  JSON.parse(json ?? ''),
);
const [flow, small, large, change, details] = blocks as [
  { definition: Definition },
  unknown,
  unknown,
  DefinitionNode,
  unknown,
];

describe('docs/guides/test-a-flow.md', () => {
  const problems: string[] = [];
  const tests = [large, small].map((test) => readFlowTest(test, '', (path, message) => problems.push(path + message)));
  const runner = new FlowTestRunner({ flowEnv: {}, nodes: {} } as unknown as AppConfig);
  const of = ({ nodes, edges }: Definition) => ({
    flow: { id: 'flow', name: 'Orders', version: 1 },
    definition: { nodes, edges },
    tests,
  });

  it('has tests that are read, and that pass in the time that it shows', async () => {
    expect([...problems, ...tests.flatMap((test) => unknownNames(test, flow.definition))]).toEqual([]);
    const outcomes = await runner.run(of(flow.definition));
    expect(outcomes.map(({ failures, run }) => [failures, run?.durationMs])).toEqual([
      [[], 259_200_000],
      [[], 1_000],
    ]);
  });

  it('has a change with which they fail as it says', async () => {
    const nodes = flow.definition.nodes.map((node) => (node.id === change.id ? change : node));
    expect(await new SimulatedTestGate(runner).failures(of({ ...flow.definition, nodes }))).toEqual(details);
  });
});

describe('docs/reference/flow-tests.md', () => {
  const page = text('reference/flow-tests');

  it('has an example that is read', () => {
    const problems: string[] = [];
    const [, json] = /```json\n(.*?)```/s.exec(page) ?? [];
    readFlowTest(JSON.parse(json ?? ''), '', (path, message) => problems.push(`${path} ${message}`));
    expect(problems).toEqual([]);
  });

  it('has the limits', () => {
    expect(page).toContain(`${FLOW_TEST_LIMITS.tests} tests`);
    expect(page).toContain(`${FLOW_TEST_LIMITS.size / 1024} KiB`);
    expect(page).toContain(`${TESTS_TIME_MS / 1_000} seconds`);
  });
});
