import { Injectable } from '@nestjs/common';
import { DEFAULT_ORGANIZATION_ID, Sql, type Statement } from '@app/database';
import { type ChildRequest, NodeError } from '@app/engine';

/** The version of a flow that a child is to run. */
export interface ChildHead {
  readonly flowId: string;
  readonly name: string;
  readonly versionId: string;
  readonly version: number;
}

interface HeadRow {
  readonly id: string;
  readonly name: string;
  readonly status: string;
  readonly published_version: number | null;
  readonly version_id: string | null;
  readonly version: number | null;
}

const head = (by: 'id' | 'slug'): Statement => ({
  name: `flows.child_head.${by}`,
  text: `
select f.id, f.name, f.status, f.published_version, v.id as version_id, v.version
from flows f left join flow_versions v on v.flow_id = f.id and v.version = coalesce($3, f.published_version)
where f.organization_id = $1 and f.${by} = $2 and f.deleted_at is null`,
});

const BY_ID = head('id');
const BY_SLUG = head('slug');

/** A slug never looks like one. */
const ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Looks up which version of a flow a child is to be pinned to. */
@Injectable()
export class ChildHeadRepository {
  constructor(private readonly sql: Sql) {}

  /** @throws NodeError FLOW_NOT_FOUND, FLOW_ARCHIVED, FLOW_NOT_PUBLISHED, FLOW_VERSION_NOT_FOUND */
  async find({ flow, version }: Pick<ChildRequest, 'flow' | 'version'>): Promise<ChildHead> {
    const number = version === 'published' ? null : version;
    const values = [DEFAULT_ORGANIZATION_ID, flow, number];
    const [row] = await this.sql.query<HeadRow>(ID.test(flow) ? BY_ID : BY_SLUG, values);
    if (row === undefined) throw new NodeError('FLOW_NOT_FOUND', `There is no flow "${flow}".`);
    if (row.status === 'archived') throw new NodeError('FLOW_ARCHIVED', `The flow "${flow}" is archived.`);
    if (row.version_id !== null && row.version !== null)
      return { flowId: row.id, name: row.name, versionId: row.version_id, version: row.version };
    if (number === null) throw new NodeError('FLOW_NOT_PUBLISHED', `Nothing of the flow "${flow}" is published.`);
    throw new NodeError('FLOW_VERSION_NOT_FOUND', `The flow "${flow}" has no version ${number}.`);
  }
}
