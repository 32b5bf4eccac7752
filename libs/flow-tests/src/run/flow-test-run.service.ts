import { AppError } from '@app/errors';
import {
  assertRunnable,
  FlowService,
  type FlowTest,
  type FlowTestContent,
  FlowTestRepository,
  FlowVersionService,
  numberOf,
  type VersionName,
} from '@app/flows';
import { Injectable } from '@nestjs/common';
import { unknownNames } from '../reading/check-names.js';
import { FlowTestRunner } from './flow-test-runner.js';
import type { TestOutcome } from './test-outcome.js';

/** What is to be tested. */
export interface AskedTests {
  /** Missing: the draft. */
  readonly version?: VersionName | undefined;
  /** Names of the tests that are run; missing: all. */
  readonly tests?: readonly string[] | undefined;
  /** A test that is not saved, which is run in place of those that are. */
  readonly test?: FlowTestContent | undefined;
}

/** A test that was run. */
export interface TestResult extends TestOutcome {
  /** null: it is not saved. */
  readonly id: string | null;
  readonly name: string;
}

/** What became of tests. */
export interface TestReport {
  readonly version: number;
  /** By name. */
  readonly results: readonly TestResult[];
}

/** Running the tests of flows. */
@Injectable()
export class FlowTestRunService {
  constructor(
    private readonly flows: FlowService,
    private readonly versions: FlowVersionService,
    private readonly tests: FlowTestRepository,
    private readonly runner: FlowTestRunner,
  ) {}

  /**
   * @throws AppError FLOW_NOT_FOUND, FLOW_VERSION_NOT_FOUND, FLOW_TEST_NOT_FOUND, FLOW_HAS_PROBLEMS; VALIDATION_FAILED
   * where a test that is not saved names nodes that there are not
   */
  async run(flowId: string, asked: AskedTests): Promise<TestReport> {
    const flow = await this.flows.get(flowId);
    const { id, name } = flow;
    const version = numberOf(flow, asked.version ?? 'draft');
    const definition =
      version === flow.version ? flow.definition : (await this.versions.get(id, version)).version.definition;
    assertRunnable(definition);
    const tests = asked.test === undefined ? chosen(await this.tests.list(id), asked.tests) : [asked.test];
    const details = asked.test === undefined ? [] : unknownNames(asked.test, definition);
    if (details.length > 0) throw new AppError('VALIDATION_FAILED', undefined, { details: details.map(inTest) });
    const outcomes = await this.runner.run({ flow: { id, name, version }, definition, tests });
    const results = outcomes.map((outcome, at) => {
      const test = tests[at] as FlowTestContent & { readonly id?: string };
      return { ...outcome, id: test.id ?? null, name: test.name };
    });
    return { version, results };
  }
}

const inTest = ({ path, message }: { path: string; message: string }) => ({ path: `test.${path}`, message });

function chosen(all: readonly FlowTest[], names: readonly string[] | undefined): readonly FlowTest[] {
  if (names === undefined) return all;
  const known = new Set(all.map(({ name }) => name));
  const details = names.flatMap((name, at) =>
    known.has(name) ? [] : [{ path: `tests[${at}]`, message: 'is the name of no test of the flow' }],
  );
  if (details.length > 0) throw new AppError('FLOW_TEST_NOT_FOUND', undefined, { details });
  return all.filter(({ name }) => names.includes(name));
}
