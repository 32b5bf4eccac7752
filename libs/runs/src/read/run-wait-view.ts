import type { CallWaitView } from '../task-queues/call-waits.repository.js';

/** Something beyond time that a run waits for. */
export type RunWaitView = EventWaitView | ApprovalWaitView | CallWaitView;

/** A node that waits for an event. */
export interface EventWaitView {
  readonly type: 'event';
  readonly path: string;
  /** Its name. */
  readonly event: string;
  readonly since: Date;
}

/** A node that waits for people. */
export interface ApprovalWaitView {
  readonly type: 'approval';
  readonly path: string;
  readonly approvalId: string;
  readonly title: string;
  readonly since: Date;
}
