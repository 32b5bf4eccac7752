import type { ApprovalDetail } from '@app/approvals';
import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { ApprovalVoteResponse, toApprovalVoteResponse } from './approval-vote.response.dto.js';
import { ApprovalResponse, toApprovalResponse } from './approval.response.dto.js';

/** A task with its votes. */
@ApiSchema({ name: 'ApprovalDetail', description: 'What people are asked, and what they have said.' })
export class ApprovalDetailResponse extends ApprovalResponse {
  @ApiProperty({ type: [ApprovalVoteResponse], description: 'In their order.' })
  votes: ApprovalVoteResponse[];
}

/** What clients see of a task. */
export function toApprovalDetailResponse(task: ApprovalDetail): ApprovalDetailResponse {
  return Object.assign(toApprovalResponse(task), { votes: task.votes.map(toApprovalVoteResponse) });
}
