import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What keeps the inbox of approvals fast: by flow and status, and by who is asked, for what is still open. */
export class ApprovalLists1764000250000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      drop index approvals_flow_id_idx;
      create index approvals_flow_status_idx on approvals (flow_id, status, id);
      create index approvals_assignees_idx on approvals using gin (assignees jsonb_path_ops) where status = 'pending';
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      drop index approvals_assignees_idx;
      drop index approvals_flow_status_idx;
      create index approvals_flow_id_idx on approvals (flow_id, id);
    `);
  }
}
