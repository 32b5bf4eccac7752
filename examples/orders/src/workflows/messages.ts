import { defineQuery, defineSignal } from '@temporalio/workflow';

/** Where an order stands. */
export interface OrderProgress {
  readonly stage: 'validating' | 'waiting_for_approval' | 'paying' | 'shipping' | 'undoing' | 'done';
  readonly total_cents: number | null;
  readonly reminded: boolean;
}

/** What a person decided. */
export interface Decision {
  readonly approved: boolean;
  readonly by: string;
}

export const approveSignal = defineSignal<[{ by: string }]>('approve');
export const rejectSignal = defineSignal<[{ by: string }]>('reject');
export const progressQuery = defineQuery<OrderProgress>('progress');
