import { DEFAULT_ORGANIZATION_ID, type SqlRunner, type Statement } from '@app/database';
import type { Definition } from '@app/definition';
import type { FlowStatus } from '../flow-status.js';

/** A flow that is called. */
export interface TargetFlow {
  readonly id: string;
  readonly slug: string;
  readonly status: FlowStatus;
  readonly publishedVersion: number | null;
}

/** A version of a flow. */
export interface TargetVersion {
  readonly flowId: string;
  readonly version: number;
}

const FLOWS: Statement = {
  text: `
select id, slug, status, published_version as "publishedVersion" from flows
where organization_id = $1 and deleted_at is null and (id = any($2::uuid[]) or slug = any($3::text[]))`,
};

/** A definition, as far as there was room for it. */
export interface TargetDefinition extends TargetVersion {
  /** null: it would have been more than was asked for. */
  readonly definition: Definition | null;
  readonly bytes: number;
}

const DEFINITIONS: Statement = {
  text: `
select "flowId", version, bytes, case when so_far <= $3 then definition end as definition
from (
  select v.flow_id as "flowId", v.version, v.definition_json as definition, octet_length(v.definition_json::text) as bytes,
    sum(octet_length(v.definition_json::text)) over (order by a.ord) as so_far
  from unnest($1::uuid[], $2::int[]) with ordinality as a (flow_id, version, ord)
  join flow_versions v on v.flow_id = a.flow_id and v.version = a.version
) found`,
};

const ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Reads the flows that definitions call. */
export class FlowTargets {
  constructor(private readonly sql: SqlRunner) {}

  /** Those that are there, deleted ones not among them. @param names ids and slugs */
  flows(names: readonly string[]): Promise<TargetFlow[]> {
    const ids = names.filter((name) => ID.test(name));
    const slugs = names.filter((name) => !ID.test(name));
    return this.sql.query<TargetFlow>(FLOWS, [DEFAULT_ORGANIZATION_ID, ids, slugs]);
  }

  /** The definitions of those that are there, the first ones, so many bytes of them. */
  definitions(versions: readonly TargetVersion[], maxBytes: number): Promise<TargetDefinition[]> {
    const columns = [versions.map(({ flowId }) => flowId), versions.map(({ version }) => version)];
    return this.sql.query<TargetDefinition>(DEFINITIONS, [...columns, maxBytes]);
  }
}
