import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Tests of flows, and whether publishing a version needs them to pass. */
export class FlowTests1764000500000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      alter table flows add column publish_requires_tests boolean not null default false;

      create table flow_tests (
        id uuid not null default uuid_generate_v7(),
        organization_id uuid not null,
        flow_id uuid not null,
        name text not null,
        description text,
        input json,
        mocks json not null default '{}',
        events json not null default '[]',
        cancel_after text,
        start_at text,
        expectations json not null default '{}',
        created_at timestamptz not null default now(),
        updated_at timestamptz not null default now(),
        constraint flow_tests_pkey primary key (id),
        constraint flow_tests_organization_id_fkey foreign key (organization_id) references organizations (id),
        constraint flow_tests_flow_id_fkey foreign key (flow_id) references flows (id)
      );

      create unique index flow_tests_name_key on flow_tests (flow_id, name);
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table flow_tests');
    await queryRunner.query('alter table flows drop column publish_requires_tests');
  }
}
