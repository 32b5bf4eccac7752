import { Organization } from '@app/database';
import type { Json, JsonObject } from '@app/definition';
import { Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn } from 'typeorm';
import { Flow } from '../flow.entity.js';

/** A test of a flow: what goes in, what the outside does, and what is to come of it. JSON is kept as it was written. */
@Entity('flow_tests')
@Index('flow_tests_name_key', ['flowId', 'name'], { unique: true })
export class FlowTest {
  @PrimaryGeneratedColumn('uuid', { primaryKeyConstraintName: 'flow_tests_pkey' })
  id: string;

  @Column({ name: 'organization_id', type: 'uuid' })
  @ForeignKey(() => Organization, { name: 'flow_tests_organization_id_fkey' })
  organizationId: string;

  @Column({ name: 'flow_id', type: 'uuid' })
  @ForeignKey(() => Flow, { name: 'flow_tests_flow_id_fkey' })
  flowId: string;

  @Column({ type: 'text' })
  name: string;

  @Column({ type: 'text', nullable: true })
  description: string | null;

  /** The input `null` is kept as no value. */
  @Column({ type: 'json', nullable: true })
  input: Json;

  @Column({ type: 'json', default: () => "'{}'" })
  mocks: JsonObject;

  @Column({ type: 'json', default: () => "'[]'" })
  events: Json[];

  @Column({ name: 'cancel_after', type: 'text', nullable: true })
  cancelAfter: string | null;

  @Column({ name: 'start_at', type: 'text', nullable: true })
  startAt: string | null;

  @Column({ type: 'json', default: () => "'{}'" })
  expectations: JsonObject;

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt: Date;

  @Column({ name: 'updated_at', type: 'timestamptz', default: () => 'now()' })
  updatedAt: Date;
}
