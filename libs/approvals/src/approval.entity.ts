import type { JsonObject } from '@app/definition';
import { Flow } from '@app/flows';
import { Run } from '@app/runs';
import { Check, Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn } from 'typeorm';
import { APPROVAL_STATUSES, type ApprovalStatus } from './approval-status.js';

/** What people are asked by a node of a run. Its run opens and closes it; votes decide it. */
@Entity('approvals')
@Check('approvals_status_check', `status in (${APPROVAL_STATUSES.map((status) => `'${status}'`).join(', ')})`)
@Index('approvals_attempt_idx', ['runId', 'path', 'attempt'], { unique: true })
@Index('approvals_status_idx', ['organizationId', 'status', 'id'])
@Index('approvals_flow_status_idx', ['flowId', 'status', 'id'])
@Index('approvals_assignees_idx', { synchronize: false })
export class Approval {
  @PrimaryGeneratedColumn('uuid', { primaryKeyConstraintName: 'approvals_pkey' })
  id: string;

  @Column({ name: 'organization_id', type: 'uuid' })
  organizationId: string;

  @Column({ name: 'run_id', type: 'uuid' })
  @ForeignKey(() => Run, { name: 'approvals_run_id_fkey', onDelete: 'CASCADE' })
  runId: string;

  @Column({ name: 'flow_id', type: 'uuid' })
  @ForeignKey(() => Flow, { name: 'approvals_flow_id_fkey' })
  flowId: string;

  @Column({ type: 'text' })
  path: string;

  @Column({ type: 'integer' })
  attempt: number;

  @Column({ name: 'node_id', type: 'text' })
  nodeId: string;

  @Column({ type: 'text' })
  title: string;

  @Column({ type: 'text', nullable: true })
  description: string | null;

  @Column({ type: 'jsonb' })
  assignees: Assignees;

  /** How many have to approve. */
  @Column({ type: 'integer' })
  quorum: number;

  /** JSON Schema of what is filled in; null: there is no form. */
  @Column({ name: 'form_schema', type: 'json', nullable: true })
  formSchema: JsonObject | null;

  /** Whether the one who started the run may decide. */
  @Column({ name: 'allow_self', type: 'boolean' })
  allowSelf: boolean;

  /** Whether what is filled in is stored encrypted, and shown as `***`. */
  @Column({ type: 'boolean', default: false })
  masked: boolean;

  @Column({ type: 'text', default: 'pending' })
  status: ApprovalStatus;

  @Column({ type: 'timestamptz', nullable: true })
  deadline: Date | null;

  /** When it was decided or closed. */
  @Column({ name: 'decided_at', type: 'timestamptz', nullable: true })
  decidedAt: Date | null;

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt: Date;

  @Column({ name: 'updated_at', type: 'timestamptz', default: () => 'now()' })
  updatedAt: Date;
}

/** Who is asked. */
export interface Assignees {
  /** Where there are any, only they may decide. */
  readonly users: readonly string[];
  readonly roles: readonly string[];
}
