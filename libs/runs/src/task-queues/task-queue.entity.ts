import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

const KEY = { primaryKeyConstraintName: 'task_queues_pkey' };

/** A task queue of foreign workers that runs have called. */
@Entity('task_queues')
@Check('task_queues_kind_check', `kind in ('activity', 'workflow')`)
export class TaskQueue {
  @PrimaryColumn({ name: 'organization_id', type: 'uuid', ...KEY })
  organizationId: string;

  @PrimaryColumn({ type: 'text', ...KEY })
  kind: 'activity' | 'workflow';

  @PrimaryColumn({ type: 'text', ...KEY })
  name: string;

  /** When a run last called it, or was seen to wait for it. */
  @Column({ name: 'wanted_at', type: 'timestamptz' })
  wantedAt: Date;

  /** When a worker of Millrace last set out to look at it. */
  @Column({ name: 'claimed_at', type: 'timestamptz' })
  claimedAt: Date;

  /** When it was last looked at; null: not yet. */
  @Column({ name: 'checked_at', type: 'timestamptz', nullable: true })
  checkedAt: Date | null;

  /** When a foreign worker last polled it, as far as Temporal remembers. */
  @Column({ name: 'last_polled_at', type: 'timestamptz', nullable: true })
  lastPolledAt: Date | null;
}
