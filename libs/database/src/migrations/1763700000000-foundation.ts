import type { MigrationInterface, QueryRunner } from 'typeorm';
import { FLOW_TABLES } from './foundation/flow-tables.js';
import { RUN_TABLES } from './foundation/run-tables.js';
import { UUID_V7 } from './foundation/uuid-v7.js';

/** Organizations, flows and their versions, runs with their steps, events and inbox. */
export class Foundation1763700000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    for (const sql of [UUID_V7, FLOW_TABLES, RUN_TABLES]) await queryRunner.query(sql);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      drop table run_inbox, run_events, run_steps, runs, flow_versions, flows, organizations;
      drop function uuid_generate_v7();
    `);
  }
}
