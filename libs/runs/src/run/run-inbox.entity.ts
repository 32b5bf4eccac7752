import { Column, Entity, ForeignKey, Index, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';
import { Run } from './run.entity.js';

const KEY = { primaryKeyConstraintName: 'run_inbox_pkey' };

/** A message to a run, until a driver takes it up. */
@Entity('run_inbox')
@Index('run_inbox_dedupe_key', ['runId', 'dedupeKey'], { unique: true, where: 'dedupe_key is not null' })
@Index('run_inbox_events_idx', { synchronize: false })
@Index('run_inbox_messages_idx', ['runId', 'n'], { where: `taken_at is null and kind <> 'event'` })
@Index('run_inbox_untaken_idx', ['createdAt', 'runId'], { where: 'taken_at is null' })
export class RunInboxRow {
  @Column({ name: 'organization_id', type: 'uuid' })
  organizationId: string;

  @PrimaryColumn({ name: 'run_id', type: 'uuid', ...KEY })
  @ForeignKey(() => Run, { name: 'run_inbox_run_id_fkey', onDelete: 'CASCADE' })
  runId: string;

  @PrimaryGeneratedColumn('uuid', KEY)
  id: string;

  /** Counts up in the order in which the messages of a run came. */
  @Column({ type: 'bigint', generated: 'increment', generatedIdentity: 'ALWAYS' })
  n: string;

  @Column({ type: 'text' })
  kind: string;

  @Column({ type: 'json', nullable: true })
  data: unknown;

  /** Who sent it. */
  @Column({ type: 'text', nullable: true })
  by: string | null;

  /** A second message to the run with the same key changes nothing. */
  @Column({ name: 'dedupe_key', type: 'text', nullable: true })
  dedupeKey: string | null;

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt: Date;

  @Column({ name: 'taken_at', type: 'timestamptz', nullable: true })
  takenAt: Date | null;
}
