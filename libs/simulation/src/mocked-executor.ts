import { type Executor, NodeError, type Outcome } from '@app/engine';
import type { Mock, MockBook } from './mock.js';

/** What a mock stands for: how the node ends. @throws NodeError where it fails */
export function outcomeOf(mock: Mock): Outcome {
  if (mock.error !== undefined) {
    const { code, message = 'The mock fails.', details, retryable } = mock.error;
    throw new NodeError(code, message, {
      ...(details === undefined ? {} : { details }),
      ...(retryable === undefined ? {} : { retryable }),
    });
  }
  return { output: mock.output ?? null, handles: mock.handle === undefined ? null : [mock.handle] };
}

/**
 * The executor of a simulation: what only computes is computed, unless it is mocked. Effects are
 * prepared, so that their fields are evaluated, and never run: the simulation carries them out.
 */
export function mockedExecutor(real: Executor, book: MockBook): Executor {
  return {
    ...real,
    compute(node, scope, at) {
      const mock = book.next(node.id, node.id);
      return mock === undefined ? real.compute(node, scope, at) : outcomeOf(mock);
    },
  };
}
