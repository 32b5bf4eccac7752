import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Events are read by their name: thousands of one that nobody waits for yet cost nothing to who reads another. */
export class EventsByName1764000260000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      drop index run_inbox_events_idx;
      create index run_inbox_events_idx on run_inbox (run_id, (data->>'name'), n) where taken_at is null and kind = 'event';
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      drop index run_inbox_events_idx;
      create index run_inbox_events_idx on run_inbox (run_id, n) where taken_at is null and kind = 'event';
    `);
  }
}
