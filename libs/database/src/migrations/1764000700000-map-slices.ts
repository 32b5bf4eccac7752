import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Slices of large maps: runs whose steps are kept with the run whose map it is. The parent hears what is missing. */
export class MapSlices1764000700000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      alter table runs
        add column slice_of uuid constraint runs_slice_of_fkey references runs (id) on delete cascade,
        add column slice_index integer,
        add column slice_ordinal integer,
        add constraint runs_slice_check check ((slice_of is null) = (slice_index is null) and (slice_of is null) = (slice_ordinal is null));
      create index runs_slice_of_idx on runs (slice_of, parent_path, slice_index) where slice_of is not null;
      alter table run_steps add column slice_ordinal bigint not null default 0;

      create or replace function runs_tell_parent() returns trigger language plpgsql as $$
      begin
        insert into run_inbox (organization_id, run_id, kind, data, dedupe_key)
        values (new.organization_id, new.parent_run_id, 'child.ended', case
          when new.slice_of is null then json_build_object(
            'path', new.parent_path, 'attempt', new.parent_attempt, 'run_id', new.id,
            'status', new.status, 'output', new.output, 'error', new.error
          ) else json_build_object(
            'path', new.parent_path, 'slice', new.slice_index, 'run_id', new.id, 'status', new.status, 'error', new.error,
            'undo_missing', (select json_agg(path order by seq) from run_events where run_id = new.id and type = 'undo.missing')
          ) end, 'child:' || new.id)
        on conflict (run_id, dedupe_key) where dedupe_key is not null do nothing;
        perform pg_notify('millrace_run_inbox', new.parent_run_id::text);
        return null;
      end $$;
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create or replace function runs_tell_parent() returns trigger language plpgsql as $$
      begin
        insert into run_inbox (organization_id, run_id, kind, data, dedupe_key)
        values (new.organization_id, new.parent_run_id, 'child.ended', json_build_object(
          'path', new.parent_path, 'attempt', new.parent_attempt, 'run_id', new.id,
          'status', new.status, 'output', new.output, 'error', new.error
        ), 'child:' || new.id)
        on conflict (run_id, dedupe_key) where dedupe_key is not null do nothing;
        perform pg_notify('millrace_run_inbox', new.parent_run_id::text);
        return null;
      end $$;
      alter table run_steps drop column slice_ordinal;
      drop index runs_slice_of_idx;
      alter table runs
        drop constraint runs_slice_check,
        drop column slice_ordinal,
        drop column slice_index,
        drop column slice_of;
    `);
  }
}
