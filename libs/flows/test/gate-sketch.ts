import type { ErrorDetail } from '@app/errors';
import { FlowTestGate, type TestedVersion } from '../src/test-cases/flow-test-gate.js';

/** A gate whose tests fail where they expect `{ "fails": true }`, and that says what it was asked. */
export class GateSketch extends FlowTestGate {
  readonly asked: TestedVersion[] = [];
  /** Done while tests run. */
  meanwhile: () => Promise<unknown> = () => Promise.resolve();

  async failures(version: TestedVersion): Promise<readonly ErrorDetail[]> {
    this.asked.push(version);
    await this.meanwhile();
    return version.tests
      .filter(({ expectations }) => expectations['fails'] === true)
      .map(({ name }) => ({ path: `tests["${name}"]`, message: 'fails' }));
  }
}
