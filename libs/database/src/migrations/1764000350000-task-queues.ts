import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The task queues of foreign workers that runs have called, and whether anybody polls them. */
export class TaskQueues1764000350000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table task_queues (
        organization_id uuid not null,
        kind text not null,
        name text not null,
        wanted_at timestamptz not null,
        claimed_at timestamptz not null,
        checked_at timestamptz,
        last_polled_at timestamptz,
        constraint task_queues_pkey primary key (organization_id, kind, name),
        constraint task_queues_kind_check check (kind in ('activity', 'workflow'))
      );
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table task_queues');
  }
}
