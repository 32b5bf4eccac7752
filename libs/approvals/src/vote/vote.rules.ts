import { AppError } from '@app/errors';
import type { ApprovalStatus, Decision } from '../approval-status.js';
import type { Assignees } from '../approval.entity.js';

/** A task, as whether somebody may vote depends on it. */
export interface VotedTask {
  readonly status: ApprovalStatus;
  /** Whether its time is over, though its run has not noticed yet. */
  readonly overdue: boolean;
  readonly assignees: Assignees;
  readonly quorum: number;
  readonly allowSelf: boolean;
  /** Names that the run, and those that it is in, were started by. */
  readonly startedBy: readonly string[];
}

/** @throws AppError APPROVAL_ALREADY_VOTED, APPROVAL_CLOSED, APPROVAL_NOT_ASSIGNED, APPROVAL_SELF */
export function assertMayVote(task: VotedTask, by: string, voted: boolean): void {
  // First: one whose answer got lost, and who asks again, learns that the vote counts.
  if (voted) throw new AppError('APPROVAL_ALREADY_VOTED');
  if (task.status !== 'pending') throw new AppError('APPROVAL_CLOSED', `The task is closed: it is ${task.status}.`);
  if (task.overdue) throw new AppError('APPROVAL_CLOSED', 'The time to decide is over.');
  const { users } = task.assignees;
  if (users.length > 0 && !users.includes(by)) throw new AppError('APPROVAL_NOT_ASSIGNED');
  if (!task.allowSelf && task.startedBy.includes(by)) throw new AppError('APPROVAL_SELF');
}

/** What a vote makes of the task: a rejection decides alone, an approval together with enough others. */
export function outcome(
  { quorum }: Pick<VotedTask, 'quorum'>,
  votes: readonly { readonly decision: Decision }[],
): Decision | null {
  if (votes.some(({ decision }) => decision === 'rejected')) return 'rejected';
  return votes.length >= quorum ? 'approved' : null;
}
