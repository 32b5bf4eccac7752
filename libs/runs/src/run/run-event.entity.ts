import { Column, Entity, PrimaryColumn } from 'typeorm';

const KEY = { primaryKeyConstraintName: 'run_events_pkey' };

/** What happened to a run, numbered without a gap; never changed. */
@Entity('run_events')
export class RunEventRow {
  @Column({ name: 'organization_id', type: 'uuid' })
  organizationId: string;

  @PrimaryColumn({ name: 'run_id', type: 'uuid', ...KEY })
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
