import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { Run } from './run.entity.js';

const KEY = { primaryKeyConstraintName: 'run_events_pkey' };

/** What happened to a run, numbered without a gap; never changed. */
@Entity('run_events')
export class RunEventRow {
  @Column({ name: 'organization_id', type: 'uuid' })
  organizationId: string;

  @PrimaryColumn({ name: 'run_id', type: 'uuid', ...KEY })
  @ForeignKey(() => Run, { name: 'run_events_run_id_fkey', onDelete: 'CASCADE' })
  runId: string;

  @PrimaryColumn({ type: 'integer', ...KEY })
  seq: number;

  @Column({ type: 'timestamptz' })
  at: Date;

  @Column({ type: 'text' })
  type: string;

  @Column({ type: 'text', nullable: true })
  path: string | null;

  @Column({ type: 'json', nullable: true })
  data: Record<string, unknown> | null;
}
