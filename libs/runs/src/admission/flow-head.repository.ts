import { Injectable } from '@nestjs/common';
import { Sql, type Statement } from '@app/database';
import { AppError } from '@app/errors';

/** Which version of a flow a run that is started now is pinned to. */
export interface FlowHead {
  readonly flowId: string;
  readonly versionId: string;
  readonly version: number;
}

const HEAD: Statement = {
  name: 'flows.head',
  text: `
select f.status, v.id as version_id, v.version
from flows f
left join flow_versions v on v.flow_id = f.id and v.version = coalesce($2, f.published_version, f.version)
where f.id = $1 and f.deleted_at is null`,
};

interface HeadRow {
  readonly status: string;
  readonly version_id: string | null;
  readonly version: number | null;
}

/** Looks up what a run is to be pinned to. */
@Injectable()
export class FlowHeadRepository {
  constructor(private readonly sql: Sql) {}

  /**
   * The version that was named, else the published one, else the draft.
   * @throws AppError FLOW_NOT_FOUND, FLOW_ARCHIVED, FLOW_VERSION_NOT_FOUND
   */
  async load(flowId: string, version: number | null): Promise<FlowHead> {
    const [row] = await this.sql.query<HeadRow>(HEAD, [flowId, version]);
    if (row === undefined) throw new AppError('FLOW_NOT_FOUND');
    if (row.status === 'archived') throw new AppError('FLOW_ARCHIVED');
    if (row.version_id === null || row.version === null) throw new AppError('FLOW_VERSION_NOT_FOUND');
    return { flowId, versionId: row.version_id, version: row.version };
  }
}
