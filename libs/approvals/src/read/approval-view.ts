import type { Json } from '@app/definition';
import type { Approval } from '../approval.entity.js';
import type { Decision } from '../approval-status.js';

/** A task as lists show it. */
export interface ApprovalView extends Omit<Approval, 'organizationId'> {
  /** The flow's name when the run was admitted. */
  readonly flowName: string;
  /** How many have approved so far. */
  readonly approvals: number;
}

/** A vote. */
export interface VoteView {
  readonly by: string;
  readonly decision: Decision;
  readonly comment: string | null;
  readonly form: Json;
  readonly createdAt: Date;
}

/** A task with its votes. */
export interface ApprovalDetail extends ApprovalView {
  /** In their order. */
  readonly votes: readonly VoteView[];
}
