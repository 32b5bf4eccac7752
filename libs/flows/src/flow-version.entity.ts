import { Organization } from '@app/database';
import type { Definition } from '@app/definition';
import { Column, Entity, ForeignKey, PrimaryGeneratedColumn, Unique } from 'typeorm';
import { Flow } from './flow.entity.js';

/** A definition as it was saved once; never changed. */
@Entity('flow_versions')
@Unique('flow_versions_version_key', ['flowId', 'version'])
export class FlowVersion {
  @PrimaryGeneratedColumn('uuid', { primaryKeyConstraintName: 'flow_versions_pkey' })
  id: string;

  @Column({ name: 'organization_id', type: 'uuid' })
  @ForeignKey(() => Organization, { name: 'flow_versions_organization_id_fkey' })
  organizationId: string;

  @Column({ name: 'flow_id', type: 'uuid' })
  @ForeignKey(() => Flow, { name: 'flow_versions_flow_id_fkey' })
  flowId: string;

  /** 1, 2, 3... of the flow. */
  @Column({ type: 'integer' })
  version: number;

  @Column({ name: 'definition_json', type: 'json' })
  definition: Definition;

  /** Definitions that differ in layout and looks only have the same. */
  @Column({ name: 'content_hash', type: 'text' })
  contentHash: string;

  /** What its author says of it. */
  @Column({ type: 'text', nullable: true })
  message: string | null;

  @Column({ name: 'created_by', type: 'text', nullable: true })
  createdBy: string | null;

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt: Date;
}
