import { type Decision, DECISIONS, type VoteView } from '@app/approvals';
import type { Json } from '@app/definition';
import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { ANY_JSON } from '../../runs/dto/any-json.schema.js';

/** A vote. */
@ApiSchema({ name: 'ApprovalVote', description: 'What one person said to a task.' })
export class ApprovalVoteResponse {
  @ApiProperty()
  by: string;

  @ApiProperty({ enum: DECISIONS, enumName: 'ApprovalDecision' })
  decision: Decision;

  @ApiProperty({ type: 'string', nullable: true })
  comment: string | null;

  @ApiProperty({ ...ANY_JSON, description: 'null: nothing was filled in.' })
  form: Json;

  @ApiProperty({ type: 'string', format: 'date-time' })
  created_at: Date;
}

/** What clients see of a vote. */
export function toApprovalVoteResponse({ by, decision, comment, form, createdAt }: VoteView): ApprovalVoteResponse {
  return { by, decision, comment, form, created_at: createdAt };
}
