import type { Json } from '@app/definition';
import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { type Decision, DECISIONS } from './approval-status.js';
import { Approval } from './approval.entity.js';

const KEY = { primaryKeyConstraintName: 'approval_votes_pkey' };

/** What one person said to a task; never changed. */
@Entity('approval_votes')
@Check('approval_votes_decision_check', `decision in (${DECISIONS.map((decision) => `'${decision}'`).join(', ')})`)
export class ApprovalVote {
  @PrimaryColumn({ name: 'approval_id', type: 'uuid', ...KEY })
  @ForeignKey(() => Approval, { name: 'approval_votes_approval_id_fkey', onDelete: 'CASCADE' })
  approvalId: string;

  @PrimaryColumn({ type: 'text', ...KEY })
  by: string;

  @Column({ type: 'text' })
  decision: Decision;

  @Column({ type: 'text', nullable: true })
  comment: string | null;

  @Column({ type: 'json', nullable: true })
  form: Json;

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt: Date;
}
