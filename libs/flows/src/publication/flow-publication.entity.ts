import { Organization } from '@app/database';
import { Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn } from 'typeorm';
import { FlowVersion } from '../flow-version.entity.js';

/** That a version was published; never changed. */
@Entity('flow_publications')
@ForeignKey(() => FlowVersion, ['flowId', 'version'], ['flowId', 'version'], { name: 'flow_publications_version_fkey' })
@Index('flow_publications_flow_id_idx', ['flowId', 'id'])
@Index('flow_publications_version_idx', ['flowId', 'version', 'id'])
export class FlowPublication {
  @PrimaryGeneratedColumn('uuid', { primaryKeyConstraintName: 'flow_publications_pkey' })
  id: string;

  @Column({ name: 'organization_id', type: 'uuid' })
  @ForeignKey(() => Organization, { name: 'flow_publications_organization_id_fkey' })
  organizationId: string;

  @Column({ name: 'flow_id', type: 'uuid' })
  flowId: string;

  @Column({ type: 'integer' })
  version: number;

  /** What was said when it was published. */
  @Column({ type: 'text', nullable: true })
  message: string | null;

  @Column({ name: 'published_by', type: 'text', nullable: true })
  publishedBy: string | null;

  @Column({ name: 'published_at', type: 'timestamptz', default: () => 'now()' })
  publishedAt: Date;
}
