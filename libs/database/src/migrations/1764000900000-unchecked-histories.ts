import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Steps and events are only ever written under the lock of their run's row, in the statement that has looked at it: a
 * foreign key looks at it once more for every row. What it did when a run is deleted is done by a trigger.
 */
export class UncheckedHistories1764000900000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create function runs_delete_history() returns trigger language plpgsql as $$
      begin
        delete from run_steps where run_id = any (array(select id from gone));
        delete from run_events where run_id = any (array(select id from gone));
        return null;
      end $$;
      create trigger runs_delete_history after delete on runs referencing old table as gone
        for each statement execute function runs_delete_history();
      alter table run_steps drop constraint run_steps_run_id_fkey;
      alter table run_events drop constraint run_events_run_id_fkey;
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      alter table run_events
        add constraint run_events_run_id_fkey foreign key (run_id) references runs (id) on delete cascade;
      alter table run_steps
        add constraint run_steps_run_id_fkey foreign key (run_id) references runs (id) on delete cascade;
      drop trigger runs_delete_history on runs;
      drop function runs_delete_history;
    `);
  }
}
