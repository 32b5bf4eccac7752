/**
 * The organization's id stands for DEFAULT_ORGANIZATION_ID, written out: migrations never change.
 * Definitions are `json`, not `jsonb`: they come back, and run, with their keys in the author's order.
 */
export const FLOW_TABLES = `
create table organizations (
  id uuid not null default uuid_generate_v7(),
  name text not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint organizations_pkey primary key (id)
);

insert into organizations (id, name) values ('01900000-0000-7000-8000-000000000001', 'Default');

create table flows (
  id uuid not null default uuid_generate_v7(),
  organization_id uuid not null,
  name text not null,
  slug text not null,
  description text,
  status text not null default 'draft',
  version integer not null default 1,
  published_version integer,
  definition_json json not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz,
  constraint flows_pkey primary key (id),
  constraint flows_organization_id_fkey foreign key (organization_id) references organizations (id),
  constraint flows_status_check check (status in ('draft', 'active', 'archived'))
);

create unique index flows_slug_key on flows (organization_id, slug) where deleted_at is null;
create index flows_status_idx on flows (organization_id, status, id) where deleted_at is null;
create index flows_name_idx on flows (organization_id, name, id) where deleted_at is null;
create index flows_updated_at_idx on flows (organization_id, updated_at, id) where deleted_at is null;

create table flow_versions (
  id uuid not null default uuid_generate_v7(),
  organization_id uuid not null,
  flow_id uuid not null,
  version integer not null,
  definition_json json not null,
  content_hash text not null,
  message text,
  created_by text,
  created_at timestamptz not null default now(),
  constraint flow_versions_pkey primary key (id),
  constraint flow_versions_organization_id_fkey foreign key (organization_id) references organizations (id),
  constraint flow_versions_flow_id_fkey foreign key (flow_id) references flows (id),
  constraint flow_versions_version_key unique (flow_id, version)
);
`;
