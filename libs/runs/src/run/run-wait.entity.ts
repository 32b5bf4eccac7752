import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Run } from './run.entity.js';

const KEY = { primaryKeyConstraintName: 'run_waits_pkey' };

/** A node of a run that waits for an event now: by its name the run is found. */
@Entity('run_waits')
@Index('run_waits_event_idx', ['organizationId', 'event', 'runId'])
export class RunWait {
  @Column({ name: 'organization_id', type: 'uuid' })
  organizationId: string;

  @PrimaryColumn({ name: 'run_id', type: 'uuid', ...KEY })
  @ForeignKey(() => Run, { name: 'run_waits_run_id_fkey', onDelete: 'CASCADE' })
  runId: string;

  @PrimaryColumn({ type: 'text', ...KEY })
  path: string;

  @PrimaryColumn({ type: 'integer', ...KEY })
  attempt: number;

  @Column({ type: 'text' })
  event: string;

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt: Date;
}
