/**
 * Payloads are `json`, not `jsonb`: their key order decides what expressions see, and a recovery
 * must see the same; `json` also holds \u0000.
 *
 * No index of `runs` has a column that every write changes (epoch, seq, claimed_until, updated_at),
 * so that such writes are heap-only updates; the fill factor leaves the room that these need.
 */
export const RUN_TABLES = `
create table runs (
  id uuid not null default uuid_generate_v7(),
  organization_id uuid not null,
  flow_id uuid not null,
  flow_version_id uuid not null,
  flow_version integer not null,
  flow_name text not null,
  status text not null default 'queued',
  trigger text not null default 'api',
  priority smallint not null default 3,
  labels jsonb not null default '{}',
  parent_run_id uuid,
  temporal_workflow_id text,
  input json not null default 'null',
  output json,
  error jsonb,
  log text not null default '',
  state json,
  state_version integer,
  state_seq integer,
  seq integer not null default 0,
  epoch integer not null default 0,
  claimed_by text,
  claimed_until timestamptz,
  checked_at timestamptz not null default now(),
  started_at timestamptz,
  finished_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint runs_pkey primary key (id),
  constraint runs_organization_id_fkey foreign key (organization_id) references organizations (id),
  constraint runs_flow_id_fkey foreign key (flow_id) references flows (id),
  constraint runs_flow_version_id_fkey foreign key (flow_version_id) references flow_versions (id),
  constraint runs_parent_run_id_fkey foreign key (parent_run_id) references runs (id) on delete set null,
  constraint runs_status_check check (status in ('queued', 'running', 'waiting', 'paused', 'success', 'failed', 'cancelled', 'terminated')),
  constraint runs_priority_check check (priority between 1 and 5),
  constraint runs_finished_at_check check ((finished_at is not null) = (status in ('success', 'failed', 'cancelled', 'terminated')))
) with (fillfactor = 75);

create index runs_organization_id_idx on runs (organization_id, id);
create index runs_status_idx on runs (organization_id, status, id);
create index runs_flow_id_idx on runs (flow_id, id);
create index runs_flow_id_status_idx on runs (flow_id, status, id);
create index runs_started_at_idx on runs (organization_id, started_at, id) where started_at is not null;
create index runs_parent_run_id_idx on runs (parent_run_id, id) where parent_run_id is not null;
create index runs_queued_idx on runs (priority, id) where status = 'queued';
create index runs_open_idx on runs (checked_at) where status in ('running', 'waiting', 'paused');

create table run_steps (
  organization_id uuid not null,
  run_id uuid not null,
  path text not null,
  attempt integer not null,
  ordinal integer not null,
  node_id text not null,
  type text not null,
  status text not null,
  input json,
  output json,
  error jsonb,
  started_at timestamptz,
  finished_at timestamptz,
  constraint run_steps_pkey primary key (run_id, path, attempt),
  constraint run_steps_run_id_fkey foreign key (run_id) references runs (id) on delete cascade,
  constraint run_steps_status_check check (status in ('pending', 'running', 'waiting', 'success', 'failed', 'skipped', 'omitted', 'cancelled'))
) with (fillfactor = 90);

create table run_events (
  organization_id uuid not null,
  run_id uuid not null,
  seq integer not null,
  at timestamptz not null,
  type text not null,
  path text,
  data json,
  constraint run_events_pkey primary key (run_id, seq),
  constraint run_events_run_id_fkey foreign key (run_id) references runs (id) on delete cascade
);

create table run_inbox (
  organization_id uuid not null,
  run_id uuid not null,
  id uuid not null default uuid_generate_v7(),
  kind text not null,
  data json,
  by text,
  dedupe_key text,
  created_at timestamptz not null default now(),
  taken_at timestamptz,
  constraint run_inbox_pkey primary key (run_id, id),
  constraint run_inbox_run_id_fkey foreign key (run_id) references runs (id) on delete cascade
);

create unique index run_inbox_dedupe_key on run_inbox (run_id, dedupe_key) where dedupe_key is not null;
create index run_inbox_untaken_idx on run_inbox (created_at, run_id) where taken_at is null;
`;
