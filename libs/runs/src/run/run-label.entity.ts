import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Run } from './run.entity.js';

const KEY = { primaryKeyConstraintName: 'run_labels_pkey' };

/** A label of a run, by which lists find it in order; `runs.labels` has the same, to be shown. */
@Entity('run_labels')
@Index('run_labels_value_idx', ['organizationId', 'name', 'value', 'runId'])
export class RunLabel {
  @Column({ name: 'organization_id', type: 'uuid' })
  organizationId: string;

  @PrimaryColumn({ name: 'run_id', type: 'uuid', ...KEY })
  @ForeignKey(() => Run, { name: 'run_labels_run_id_fkey', onDelete: 'CASCADE' })
  runId: string;

  @PrimaryColumn({ type: 'text', ...KEY })
  name: string;

  @Column({ type: 'text' })
  value: string;
}
