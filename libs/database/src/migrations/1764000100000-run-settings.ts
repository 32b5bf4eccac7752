import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What the run settings ask of `runs`, and the labels of runs so that lists find them in order.
 *
 * A run's turn: each level of priority counts as if the run had come ten minutes later. It is an
 * expression and not a column, so that whoever inserts a run cannot get it wrong.
 */
export class RunSettings1764000100000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      alter table runs
        add column concurrency_key text,
        add column concurrency_limit integer,
        add column permit text,
        add column retention interval,
        add constraint runs_concurrency_check check ((concurrency_key is null) = (concurrency_limit is null)),
        add constraint runs_permit_check check (permit is null or (permit in ('asked', 'refused', 'held') and concurrency_key is not null));

      drop index runs_queued_idx;
      create index runs_queued_idx
        on runs ((created_at at time zone 'UTC' + priority * interval '10 minutes'), id)
        where status = 'queued' and (permit is null or permit = 'held');

      create index runs_permit_due_idx on runs (permit, id)
        where permit = 'asked' or (permit is not null and finished_at is not null);
      create index runs_permit_idx
        on runs (flow_id, concurrency_key, (permit = 'held'), (created_at at time zone 'UTC' + priority * interval '10 minutes'), id)
        where permit is not null and finished_at is null;

      create index runs_retention_idx on runs ((finished_at at time zone 'UTC' + retention))
        where retention is not null and finished_at is not null;
      create index runs_finished_at_idx on runs (finished_at)
        where retention is null and finished_at is not null;

      create table run_labels (
        organization_id uuid not null,
        run_id uuid not null,
        name text not null,
        value text not null,
        constraint run_labels_pkey primary key (run_id, name),
        constraint run_labels_run_id_fkey foreign key (run_id) references runs (id) on delete cascade
      );
      insert into run_labels (organization_id, run_id, name, value)
        select organization_id, id, name, value from runs cross join jsonb_each_text(labels) as l (name, value);
      create index run_labels_value_idx on run_labels (organization_id, name, value, run_id);
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      drop table run_labels;
      drop index runs_finished_at_idx, runs_retention_idx, runs_permit_idx, runs_permit_due_idx, runs_queued_idx;
      alter table runs
        drop constraint runs_permit_check,
        drop constraint runs_concurrency_check,
        drop column retention,
        drop column permit,
        drop column concurrency_limit,
        drop column concurrency_key;
      create index runs_queued_idx on runs (priority, id) where status = 'queued';
    `);
  }
}
