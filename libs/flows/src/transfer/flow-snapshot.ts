import { DEFAULT_ORGANIZATION_ID, type SqlRunner } from '@app/database';
import type { FlowVersion } from '../flow-version.entity.js';
import type { FlowTestContent } from '../test-cases/flow-test-content.js';
import type { FlowHead } from './flow-export.js';

/** A version by its flow and number. */
export interface VersionKey {
  readonly flowId: string;
  readonly version: number;
}

const HEADS = {
  text: `select id, name, slug, description, version, published_version as "publishedVersion",
      publish_requires_tests as "publishRequiresTests" from flows
    where organization_id = $1 and deleted_at is null and (id = any($2) or slug = any($3))`,
};

const OF_VERSIONS = `from flow_versions v
  join unnest($1::uuid[], $2::int[]) as wanted (flow_id, version) on v.flow_id = wanted.flow_id and v.version = wanted.version`;

const SIZE = {
  text: `select coalesce(sum(octet_length(v.definition_json::text)), 0)::bigint::text as bytes ${OF_VERSIONS}`,
};

const VERSIONS = {
  text: `select v.id, v.organization_id as "organizationId", v.flow_id as "flowId", v.version, v.definition_json as definition,
    v.content_hash as "contentHash", v.message, v.created_by as "createdBy", v.created_at as "createdAt" ${OF_VERSIONS}`,
};

const TEST_SIZE = {
  text: `select coalesce(sum(octet_length(row_to_json(t)::text)), 0)::bigint::text as bytes from flow_tests t
    where flow_id = any($1)`,
};

const TESTS = {
  text: `select flow_id as "flowId", name, description, input, mocks, events, cancel_after as "cancelAfter",
    start_at as "startAt", expectations from flow_tests where flow_id = any($1) order by name`,
};

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Flows and versions as they all were at one moment. */
export class FlowSnapshot {
  constructor(private readonly sql: SqlRunner) {}

  /** The flows with these ids or slugs, as far as they are there. */
  flows(names: readonly string[]): Promise<FlowHead[]> {
    const values = [DEFAULT_ORGANIZATION_ID, names.filter((name) => UUID.test(name)), names];
    return this.sql.query<FlowHead>(HEADS, values);
  }

  /** Bytes of the definitions of these versions. */
  async size(keys: readonly VersionKey[]): Promise<number> {
    const [row] = await this.sql.query<{ bytes: string }>(SIZE, columnsOf(keys));
    return Number(row?.bytes);
  }

  /** Bytes of the tests of these flows. */
  async sizeOfTests(flowIds: readonly string[]): Promise<number> {
    const [row] = await this.sql.query<{ bytes: string }>(TEST_SIZE, [flowIds]);
    return Number(row?.bytes);
  }

  /** The tests of these flows, by name. */
  tests(flowIds: readonly string[]): Promise<(FlowTestContent & { readonly flowId: string })[]> {
    return this.sql.query(TESTS, [flowIds]);
  }

  /** These versions, as far as they are there. */
  versions(keys: readonly VersionKey[]): Promise<FlowVersion[]> {
    return this.sql.query<FlowVersion>(VERSIONS, columnsOf(keys));
  }
}

const columnsOf = (keys: readonly VersionKey[]) => [
  keys.map(({ flowId }) => flowId),
  keys.map(({ version }) => version),
];
