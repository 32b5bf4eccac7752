import { AppConfig } from '@app/config';
import { compile, durationMs, type Plan } from '@app/definition';
import { AppError } from '@app/errors';
import type { FlowTestContent, TestedVersion } from '@app/flows';
import { createExecutor, nodeTypes } from '@app/nodes';
import { checkedInput } from '@app/runs';
import { readEvents, readMocks, simulate, SIMULATION_LIMITS, type SimulationInput } from '@app/simulation';
import { Injectable } from '@nestjs/common';
import { failure, type Failure } from '../expectation/failure.js';
import { verify } from '../expectation/verify.js';
import { unknownNames } from '../reading/check-names.js';
import { readExpectations } from '../reading/read-expectations.js';
import { seen, type TestOutcome } from './test-outcome.js';

/** Milliseconds of real time that all tests of one request may take together; each has the limits of a simulation too. */
export const TESTS_TIME_MS = 60_000;

/** Runs tests against definitions, in simulations. */
@Injectable()
export class FlowTestRunner {
  private readonly executor;

  constructor(private readonly config: AppConfig) {
    const { maxMapItems, maxOutputBytes } = config.nodes;
    this.executor = createExecutor({ maxMapItems, maxOutputBytes });
  }

  /**
   * Runs the tests one after the other, in their order.
   * @param version its definition has no problem of severity `error`
   */
  async run({ flow, definition, tests }: TestedVersion, timeMs = TESTS_TIME_MS): Promise<TestOutcome[]> {
    const plan = compile(definition, nodeTypes);
    const endsAt = Date.now() + timeMs;
    const outcomes: TestOutcome[] = [];
    for (const test of tests) {
      const unknown = unknownNames(test, definition).map(({ path, message }) => failure(path, message, null, null));
      const left = Math.min(SIMULATION_LIMITS.timeMs, endsAt - Date.now());
      const { failures, run } = left <= 0 ? OUT_OF_TIME : await this.simulated(plan, flow, test, left);
      outcomes.push({ failures: [...unknown, ...failures], run });
    }
    return outcomes;
  }

  private async simulated(
    plan: Plan,
    flow: SimulationInput['flow'],
    test: FlowTestContent,
    timeMs: number,
  ): Promise<TestOutcome> {
    const { input, startAt, cancelAfter } = test;
    const endsAt = Date.now() + timeMs;
    const given = { input, env: this.config.flowEnv, startAt: startAt === null ? Date.now() : Date.parse(startAt) };
    try {
      checkedInput(plan, input);
      const result = await simulate(
        plan,
        this.executor,
        {
          ...given,
          flow,
          mocks: readMocks(test.mocks),
          events: readEvents(test.events),
          ...(cancelAfter === null ? {} : { cancelAfterMs: durationMs(cancelAfter) ?? 0 }),
        },
        { ...SIMULATION_LIMITS, timeMs },
      );
      const failures = await verify(readExpectations(test.expectations), result, { ...given, endsAt });
      return { failures, run: seen(result, failures) };
    } catch (error) {
      return { failures: notSimulated(error), run: null };
    }
  }
}

const OUT_OF_TIME: TestOutcome = {
  failures: [failure('', `was not run: the tests together took longer than ${TESTS_TIME_MS / 1_000} s`, null, null)],
  run: null,
};

/** Why a test could not be simulated. @throws what is no answer to the test */
function notSimulated(error: unknown): Failure[] {
  if (!(error instanceof AppError)) throw error;
  if (error.code === 'RUN_INPUT_INVALID')
    return error.details.map(({ path, message }) => failure(path, `is refused by the flow: ${message}`, null, null));
  if (error.code === 'SIMULATION_LIMIT') return [failure('', `was not run to its end: ${error.message}`, null, null)];
  throw error;
}
