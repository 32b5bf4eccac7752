import type { MigrationInterface, QueryRunner } from 'typeorm';

const TURN = `(created_at at time zone 'UTC' + priority * interval '10 minutes')`;
const CLAIMABLE = `status = 'queued' and (permit is null or permit = 'held')`;

/**
 * Express runs have a queue of their own, so that neither kind waits behind the other; and the open
 * ones of a batch are found by the id of the workflow that carries them.
 */
export class ExpressRuns1764000600000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      alter table runs add column express boolean not null default false;
      drop index runs_queued_idx;
      create index runs_queued_idx on runs (express, ${TURN}, id) where ${CLAIMABLE};
      create index runs_batch_idx on runs (temporal_workflow_id) where express and finished_at is null;
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      drop index runs_batch_idx, runs_queued_idx;
      create index runs_queued_idx on runs (${TURN}, id) where ${CLAIMABLE};
      alter table runs drop column express;
    `);
  }
}
