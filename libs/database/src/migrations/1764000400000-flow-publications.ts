import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who published which version of a flow, when, and what was said of it. What is published already was so at the latest when its flow was last changed. */
export class FlowPublications1764000400000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table flow_publications (
        id uuid not null default uuid_generate_v7(),
        organization_id uuid not null,
        flow_id uuid not null,
        version integer not null,
        message text,
        published_by text,
        published_at timestamptz not null default now(),
        constraint flow_publications_pkey primary key (id),
        constraint flow_publications_organization_id_fkey foreign key (organization_id) references organizations (id),
        constraint flow_publications_version_fkey foreign key (flow_id, version) references flow_versions (flow_id, version)
      );

      create index flow_publications_flow_id_idx on flow_publications (flow_id, id);
      create index flow_publications_version_idx on flow_publications (flow_id, version, id);

      insert into flow_publications (organization_id, flow_id, version, published_at)
        select f.organization_id, f.id, v.version, f.updated_at
        from flows f join flow_versions v on v.flow_id = f.id and v.version = f.published_version;
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table flow_publications');
  }
}
