import { ApplicationFailure } from '@temporalio/common';
import { waitFor } from '@app/testing';
import type { BatchAdvanced } from '../src/workflows/shell.types.js';
import { DOWN, type Scenario } from './shell-scenarios.js';

/** A worker that leaves. */
export const handOver = (): BatchAdvanced => ({ ended: false, handOver: true });
const ended = (): BatchAdvanced => ({ ended: true });
const again = (): BatchAdvanced => ({ ended: false });

/** What becomes of the workflow of a batch of express runs, by the name of its recorded history. */
export const BATCHES: Readonly<Record<string, Scenario>> = {
  batch: { answers: [], batch: [ended], ends: 'undefined' },
  'batch-again': { answers: [], batch: [again, again, ended], ends: 'undefined' },
  'batch-of-a-worker-that-leaves': { answers: [], batch: [handOver, ended], ends: 'undefined' },
  'batch-while-the-store-is-down-for-long': {
    answers: [],
    batch: [...Array.from({ length: 40 }, () => () => Promise.reject(DOWN)), ended],
    ends: 'undefined',
  },
  'batch-that-cannot-go-on': {
    answers: [],
    batch: [() => Promise.reject(ApplicationFailure.nonRetryable('Nobody knows.', 'INTERNAL'))],
    ends: 'INTERNAL',
  },
  'batch-cancelled-in-temporal': {
    answers: [],
    batch: [({ told }) => waitFor(() => told.includes('cancel'), { within: 20_000 }).then(ended)],
    meanwhile: (workflow) => workflow.cancel(),
    ends: 'CancelledFailure',
    told: ['cancel'],
  },
};
