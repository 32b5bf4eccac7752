import type { Definition } from '@app/definition';
import type { ErrorDetail } from '@app/errors';
import type { FlowTestContent } from './flow-test-content.js';

/** A version that is to be published, and the tests that it must pass. */
export interface TestedVersion {
  readonly flow: { readonly id: string; readonly name: string; readonly version: number };
  readonly definition: Definition;
  readonly tests: readonly FlowTestContent[];
}

/** Runs tests before a version is published: who knows how to run one provides it. */
export abstract class FlowTestGate {
  /**
   * Runs the tests against the version. Nothing of it is kept, nothing has an effect; no lock is held meanwhile.
   * @returns what failed, at least one entry for each test that did not pass; none where all passed
   */
  abstract failures(version: TestedVersion): Promise<readonly ErrorDetail[]>;
}
