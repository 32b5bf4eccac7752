import { ApprovalVote } from './approval-vote.entity.js';
import { Approval } from './approval.entity.js';

/** The entities of this lib, for the data source. */
export const APPROVAL_ENTITIES = [Approval, ApprovalVote];
