import type { ErrorDetail } from '@app/errors';
import { FlowTestGate, type TestedVersion } from '@app/flows';
import { Injectable } from '@nestjs/common';
import { FlowTestRunner } from './flow-test-runner.js';

/** Lets versions be published whose tests pass in simulations. */
@Injectable()
export class SimulatedTestGate extends FlowTestGate {
  constructor(private readonly runner: FlowTestRunner) {
    super();
  }

  async failures(version: TestedVersion): Promise<readonly ErrorDetail[]> {
    const outcomes = await this.runner.run(version);
    return outcomes.flatMap(({ failures }, at) =>
      failures.map(({ path, message }) => ({ path: placeOf(version.tests[at]?.name ?? '', path), message })),
    );
  }
}

const placeOf = (test: string, path: string): string =>
  `tests[${JSON.stringify(test)}]${path === '' ? '' : `.${path}`}`;
