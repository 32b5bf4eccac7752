import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Tasks of masked nodes: what is filled in is stored encrypted. */
export class MaskedApprovals1764000800000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('alter table approvals add column masked boolean not null default false');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('alter table approvals drop column masked');
  }
}
