import { Check, Column, Entity, PrimaryColumn } from 'typeorm';
import type { Json } from '@app/definition';
import type { RunError } from '@app/engine';
import { STEP_STATUSES, type StepStatus } from './run-status.js';

const KEY = { primaryKeyConstraintName: 'run_steps_pkey' };

/** One attempt of one node, map item or loop turn. */
@Entity('run_steps')
@Check('run_steps_status_check', `status in (${STEP_STATUSES.map((status) => `'${status}'`).join(', ')})`)
export class RunStep {
  @Column({ name: 'organization_id', type: 'uuid' })
  organizationId: string;

  @PrimaryColumn({ name: 'run_id', type: 'uuid', ...KEY })
  runId: string;

  @PrimaryColumn({ type: 'text', ...KEY })
  path: string;

  @PrimaryColumn({ type: 'integer', ...KEY })
  attempt: number;

  /** The steps of a run began in this order; not without gaps. */
  @Column({ type: 'integer' })
  ordinal: number;

  /** Of a step within a slice of a map, whose ordinal it has: its place behind the map; 0 elsewhere. */
  @Column({ name: 'slice_ordinal', type: 'bigint', default: 0 })
  sliceOrdinal: string;

  @Column({ name: 'node_id', type: 'text' })
  nodeId: string;

  @Column({ type: 'text' })
  type: string;

  @Column({ type: 'text' })
  status: StepStatus;

  @Column({ type: 'json', nullable: true })
  input: Json;

  @Column({ type: 'json', nullable: true })
  output: Json;

  @Column({ type: 'jsonb', nullable: true })
  error: RunError | null;

  @Column({ name: 'started_at', type: 'timestamptz', nullable: true })
  startedAt: Date | null;

  @Column({ name: 'finished_at', type: 'timestamptz', nullable: true })
  finishedAt: Date | null;
}
