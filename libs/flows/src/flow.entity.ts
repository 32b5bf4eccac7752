import { Organization } from '@app/database';
import type { Definition } from '@app/definition';
import { Check, Column, DeleteDateColumn, Entity, ForeignKey, Index, PrimaryGeneratedColumn } from 'typeorm';
import { FLOW_STATUSES, type FlowStatus } from './flow-status.js';

const LIVING = { where: 'deleted_at is null' };

/** A flow and its draft. */
@Entity('flows')
@Check('flows_status_check', `status in (${FLOW_STATUSES.map((status) => `'${status}'`).join(', ')})`)
@Index('flows_slug_key', ['organizationId', 'slug'], { unique: true, ...LIVING })
@Index('flows_status_idx', ['organizationId', 'status', 'id'], LIVING)
@Index('flows_name_idx', ['organizationId', 'name', 'id'], LIVING)
@Index('flows_updated_at_idx', ['organizationId', 'updatedAt', 'id'], LIVING)
export class Flow {
  @PrimaryGeneratedColumn('uuid', { primaryKeyConstraintName: 'flows_pkey' })
  id: string;

  @Column({ name: 'organization_id', type: 'uuid' })
  @ForeignKey(() => Organization, { name: 'flows_organization_id_fkey' })
  organizationId: string;

  @Column({ type: 'text' })
  name: string;

  /** Unique among the organization's flows that are not deleted. */
  @Column({ type: 'text' })
  slug: string;

  @Column({ type: 'text', nullable: true })
  description: string | null;

  @Column({ type: 'text', default: 'draft' })
  status: FlowStatus;

  /** The draft's number: that of the newest FlowVersion. */
  @Column({ type: 'integer', default: 1 })
  version: number;

  @Column({ name: 'published_version', type: 'integer', nullable: true })
  publishedVersion: number | null;

  /** Whether a version is published only when all tests of the flow pass with it. */
  @Column({ name: 'publish_requires_tests', type: 'boolean', default: false })
  publishRequiresTests: boolean;

  /** The draft. */
  @Column({ name: 'definition_json', type: 'json' })
  definition: Definition;

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt: Date;

  @Column({ name: 'updated_at', type: 'timestamptz', default: () => 'now()' })
  updatedAt: Date;

  @DeleteDateColumn({ name: 'deleted_at', type: 'timestamptz', nullable: true })
  deletedAt: Date | null;
}
