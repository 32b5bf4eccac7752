import { createHash } from 'node:crypto';
import { AppError, type ErrorDetail } from '@app/errors';
import { contentOf } from './flow-test-content.js';
import type { FlowTestGate, TestedVersion } from './flow-test-gate.js';

/** Others may change a flow or its tests while these run. */
const ATTEMPTS = 5;

/** Failures that are listed. */
const MAX_DETAILS = 1_000;

/** A version whose publication needs tests to pass, and where it stands, as errors name it; empty: it is the only one. */
export interface PlacedVersion extends TestedVersion {
  readonly place: string;
}

/** Thrown out of a transaction: these versions are to be tested before it is tried again. */
class Unproven extends Error {
  constructor(readonly versions: readonly PlacedVersion[]) {
    super('Tests are to be run first');
  }
}

/** What has passed its tests. */
export class TestProof {
  private readonly passed = new Set<string>();

  constructor(private readonly gate: FlowTestGate) {}

  /** To be called with what will be published, as the transaction sees it. Throws until all of it, tests included, has passed. */
  assert(versions: readonly PlacedVersion[]): void {
    const untested = versions.filter((version) => !this.passed.has(keyOf(version)));
    if (untested.length > 0) throw new Unproven(untested);
  }

  /** @throws AppError FLOW_TESTS_FAILED that names each test that failed */
  async prove(versions: readonly PlacedVersion[]): Promise<void> {
    const details: ErrorDetail[] = [];
    for (const version of versions) {
      const { place, tests } = version;
      const failures = tests.length === 0 ? [NO_TESTS] : await this.gate.failures(version);
      const prefix = place === '' ? '' : `${place}.`;
      details.push(...failures.map((each) => ({ ...each, path: `${prefix}${each.path}` })));
      this.passed.add(keyOf(version));
    }
    if (details.length > 0) throw failed(details);
  }
}

/**
 * Does work that publishes, in a transaction of its own. Tests may take long: they run outside of it, and the
 * transaction is tried again with what they have proved, until it sees what was tested.
 * @throws AppError FLOW_TESTS_FAILED, and what `work` throws
 */
export async function withProof<T>(gate: FlowTestGate, work: (proof: TestProof) => Promise<T>): Promise<T> {
  const proof = new TestProof(gate);
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work(proof);
    } catch (error) {
      if (!(error instanceof Unproven)) throw error;
      if (attempt > ATTEMPTS) throw failed([{ path: 'tests', message: 'changed each time that they had been run' }]);
      await proof.prove(error.versions);
    }
  }
}

const NO_TESTS: ErrorDetail = { path: 'tests', message: 'must pass before the flow is published, and there are none' };

const failed = (details: readonly ErrorDetail[]): AppError =>
  new AppError('FLOW_TESTS_FAILED', undefined, { details: details.slice(0, MAX_DETAILS) });

function keyOf({ flow, definition, tests }: TestedVersion): string {
  return createHash('sha256')
    .update(JSON.stringify([flow, definition, tests.map(contentOf)]))
    .digest('hex');
}
