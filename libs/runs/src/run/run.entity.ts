import { Check, Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn } from 'typeorm';
import { Organization } from '@app/database';
import type { Json } from '@app/definition';
import type { RunError, StoredState } from '@app/engine';
import { RUN_PERMITS, type RunPermit, SQL_PERMIT_DUE } from './run-permit.js';
import { RUN_STATUSES, SQL_ENDED, type RunStatus } from './run-status.js';

const PERMITS = RUN_PERMITS.map((permit) => `'${permit}'`).join(', ');
const OPEN = `status in ('running', 'waiting', 'paused')`;

/** One run of a flow. Hot paths read and write it by plain SQL; this is its shape. */
@Entity('runs')
@Check('runs_status_check', `status in (${RUN_STATUSES.map((status) => `'${status}'`).join(', ')})`)
@Check('runs_priority_check', 'priority between 1 and 5')
@Check('runs_finished_at_check', `(finished_at is not null) = (status in (${SQL_ENDED}))`)
@Check('runs_concurrency_check', '(concurrency_key is null) = (concurrency_limit is null)')
@Check('runs_permit_check', `permit is null or (permit in (${PERMITS}) and concurrency_key is not null)`)
@Index('runs_organization_id_idx', ['organizationId', 'id'])
@Index('runs_status_idx', ['organizationId', 'status', 'id'])
@Check('runs_parent_check', 'parent_path is not null or not parent_waits')
@Index('runs_flow_id_idx', ['flowId', 'id'])
@Index('runs_flow_id_status_idx', ['flowId', 'status', 'id'])
@Index('runs_started_at_idx', ['organizationId', 'startedAt', 'id'], { where: 'started_at is not null' })
@Index('runs_parent_run_id_idx', ['parentRunId', 'id'], { where: 'parent_run_id is not null' })
@Index('runs_slice_of_idx', ['sliceOf', 'parentPath', 'sliceIndex'], { where: 'slice_of is not null' })
@Check(
  'runs_slice_check',
  '(slice_of is null) = (slice_index is null) and (slice_of is null) = (slice_ordinal is null)',
)
@Index('runs_queued_idx', { synchronize: false })
@Index('runs_batch_idx', ['temporalWorkflowId'], { where: 'express and finished_at is null' })
@Index('runs_permit_due_idx', ['permit', 'id'], { where: SQL_PERMIT_DUE })
@Index('runs_permit_idx', { synchronize: false })
@Index('runs_retention_idx', { synchronize: false })
@Index('runs_finished_at_idx', ['finishedAt'], { where: 'retention is null and finished_at is not null' })
@Index('runs_open_idx', ['checkedAt'], { where: OPEN })
export class Run {
  @PrimaryGeneratedColumn('uuid', { primaryKeyConstraintName: 'runs_pkey' })
  id: string;

  @Column({ name: 'organization_id', type: 'uuid' })
  @ForeignKey(() => Organization, { name: 'runs_organization_id_fkey' })
  organizationId: string;

  @Column({ name: 'flow_id', type: 'uuid' })
  @ForeignKey('flows', { name: 'runs_flow_id_fkey' })
  flowId: string;

  /** The version that the run is pinned to for life. */
  @Column({ name: 'flow_version_id', type: 'uuid' })
  @ForeignKey('flow_versions', { name: 'runs_flow_version_id_fkey' })
  flowVersionId: string;

  @Column({ name: 'flow_version', type: 'integer' })
  flowVersion: number;

  /** The flow's name when the run was admitted: expressions read it, so it must not change under a run. */
  @Column({ name: 'flow_name', type: 'text' })
  flowName: string;

  @Column({ type: 'text', default: 'queued' })
  status: RunStatus;

  @Column({ type: 'text', default: 'api' })
  trigger: string;

  /** 1 high to 5 low. */
  @Column({ type: 'smallint', default: 3 })
  priority: number;

  @Column({ type: 'jsonb', default: {} })
  labels: Record<string, string>;

  /** Of the runs of its flow with this key, so many may be open at a time, as its version says; null: no limit. */
  @Column({ name: 'concurrency_key', type: 'text', nullable: true })
  concurrencyKey: string | null;

  @Column({ name: 'concurrency_limit', type: 'integer', nullable: true })
  concurrencyLimit: number | null;

  @Column({ type: 'text', nullable: true })
  permit: RunPermit | null;

  /** How long it is kept after its end, as its version says; null: as the installation says. */
  @Column({ type: 'interval', nullable: true })
  retention: string | null;

  @Column({ name: 'parent_run_id', type: 'uuid', nullable: true })
  @ForeignKey(() => Run, { name: 'runs_parent_run_id_fkey', onDelete: 'SET NULL' })
  parentRunId: string | null;

  /** The attempt of the parent's that it is. */
  @Column({ name: 'parent_path', type: 'text', nullable: true })
  parentPath: string | null;

  @Column({ name: 'parent_attempt', type: 'integer', nullable: true })
  parentAttempt: number | null;

  /** Whether the parent hears of its end. */
  @Column({ name: 'parent_waits', type: 'boolean', default: false })
  parentWaits: boolean;

  /** How many runs it is in. */
  @Column({ type: 'integer', default: 0 })
  depth: number;

  /** Whether it shares a workflow with other runs, as its version says. */
  @Column({ type: 'boolean', default: false })
  express: boolean;

  /** Of a slice, the run whose map it carries out: its steps are kept there, behind the map's, whose ordinal it knows. */
  @Column({ name: 'slice_of', type: 'uuid', nullable: true })
  @ForeignKey(() => Run, { name: 'runs_slice_of_fkey', onDelete: 'CASCADE' })
  sliceOf: string | null;

  @Column({ name: 'slice_index', type: 'integer', nullable: true })
  sliceIndex: number | null;

  @Column({ name: 'slice_ordinal', type: 'integer', nullable: true })
  sliceOrdinal: number | null;

  /** The workflow that carries it: its own, or that of its batch; null: an express run that no batch has. */
  @Column({ name: 'temporal_workflow_id', type: 'text', nullable: true })
  temporalWorkflowId: string | null;

  @Column({ type: 'json', default: () => `'null'` })
  input: Json;

  @Column({ type: 'json', nullable: true })
  output: Json;

  @Column({ type: 'jsonb', nullable: true })
  error: RunError | null;

  @Column({ type: 'text', default: '' })
  log: string;

  /** The interpreter's last snapshot, after the event `state_seq`. */
  @Column({ type: 'json', nullable: true })
  state: StoredState | null;

  @Column({ name: 'state_version', type: 'integer', nullable: true })
  stateVersion: number | null;

  @Column({ name: 'state_seq', type: 'integer', nullable: true })
  stateSeq: number | null;

  /** The number of its last event. */
  @Column({ type: 'integer', default: 0 })
  seq: number;

  /** Raised by every driver that takes the run over; what an older one writes is refused. */
  @Column({ type: 'integer', default: 0 })
  epoch: number;

  /** Which worker starts its workflow, and until when that one has the time to. */
  @Column({ name: 'claimed_by', type: 'text', nullable: true })
  claimedBy: string | null;

  @Column({ name: 'claimed_until', type: 'timestamptz', nullable: true })
  claimedUntil: Date | null;

  /** When it was last compared with Temporal. */
  @Column({ name: 'checked_at', type: 'timestamptz', default: () => 'now()' })
  checkedAt: Date;

  @Column({ name: 'started_at', type: 'timestamptz', nullable: true })
  startedAt: Date | null;

  @Column({ name: 'finished_at', type: 'timestamptz', nullable: true })
  finishedAt: Date | null;

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt: Date;

  @Column({ name: 'updated_at', type: 'timestamptz', default: () => 'now()' })
  updatedAt: Date;
}
