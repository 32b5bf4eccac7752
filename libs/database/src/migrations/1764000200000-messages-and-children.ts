import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What runs wait for beyond time: events, people, runs within runs.
 *
 * A run's end reaches the run that waits for it by a trigger: runs end in several ways, and none may
 * forget it. It takes no lock on the parent, which may itself be writing to its children.
 */
export class MessagesAndChildren1764000200000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      alter table runs
        add column parent_path text,
        add column parent_attempt integer,
        add column parent_waits boolean not null default false,
        add column depth integer not null default 0,
        add constraint runs_parent_check check (parent_path is not null or not parent_waits);

      alter table run_inbox add column n bigint generated always as identity;
      create index run_inbox_events_idx on run_inbox (run_id, n) where taken_at is null and kind = 'event';
      create index run_inbox_messages_idx on run_inbox (run_id, n) where taken_at is null and kind <> 'event';

      create table run_waits (
        organization_id uuid not null,
        run_id uuid not null,
        path text not null,
        attempt integer not null,
        event text not null,
        created_at timestamptz not null default now(),
        constraint run_waits_pkey primary key (run_id, path, attempt),
        constraint run_waits_run_id_fkey foreign key (run_id) references runs (id) on delete cascade
      );
      create index run_waits_event_idx on run_waits (organization_id, event, run_id);

      create table approvals (
        id uuid not null default uuid_generate_v7(),
        organization_id uuid not null,
        run_id uuid not null,
        flow_id uuid not null,
        path text not null,
        attempt integer not null,
        node_id text not null,
        title text not null,
        description text,
        assignees jsonb not null,
        quorum integer not null,
        form_schema json,
        allow_self boolean not null,
        status text not null default 'pending',
        deadline timestamptz,
        decided_at timestamptz,
        created_at timestamptz not null default now(),
        updated_at timestamptz not null default now(),
        constraint approvals_pkey primary key (id),
        constraint approvals_run_id_fkey foreign key (run_id) references runs (id) on delete cascade,
        constraint approvals_flow_id_fkey foreign key (flow_id) references flows (id),
        constraint approvals_status_check check (status in ('pending', 'approved', 'rejected', 'timed_out', 'cancelled'))
      );
      create unique index approvals_attempt_idx on approvals (run_id, path, attempt);
      create index approvals_status_idx on approvals (organization_id, status, id);
      create index approvals_flow_id_idx on approvals (flow_id, id);

      create table approval_votes (
        approval_id uuid not null,
        by text not null,
        decision text not null,
        comment text,
        form json,
        created_at timestamptz not null default now(),
        constraint approval_votes_pkey primary key (approval_id, by),
        constraint approval_votes_approval_id_fkey foreign key (approval_id) references approvals (id) on delete cascade,
        constraint approval_votes_decision_check check (decision in ('approved', 'rejected'))
      );

      create function runs_tell_parent() returns trigger language plpgsql as $$
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
      create trigger runs_tell_parent after update of finished_at on runs for each row
        when (new.parent_waits and new.parent_run_id is not null and old.finished_at is null and new.finished_at is not null)
        execute function runs_tell_parent();
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      drop trigger runs_tell_parent on runs;
      drop function runs_tell_parent();
      drop table approval_votes;
      drop table approvals;
      drop table run_waits;
      drop index run_inbox_messages_idx, run_inbox_events_idx;
      alter table run_inbox drop column n;
      alter table runs
        drop constraint runs_parent_check,
        drop column depth,
        drop column parent_waits,
        drop column parent_attempt,
        drop column parent_path;
    `);
  }
}
