import { DEFAULT_ORGANIZATION_ID, runInTransaction } from '@app/database';
import { AppError } from '@app/errors';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, IsNull, Like, QueryFailedError } from 'typeorm';
import { FlowVersion } from './flow-version.entity.js';
import { Flow } from './flow.entity.js';

const SLUG_KEY = 'flows_slug_key';

/** The organization's flows that are not deleted. */
const LIVING = { organizationId: DEFAULT_ORGANIZATION_ID, deletedAt: IsNull() };

/** What a version is made of, beside its flow. */
export type NewVersion = Pick<FlowVersion, 'version' | 'definition' | 'contentHash' | 'message'>;

/** Flows, read and written as wholes. */
@Injectable()
export class FlowRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** @throws AppError FLOW_NOT_FOUND */
  async get(id: string): Promise<Flow> {
    return found(await this.dataSource.getRepository(Flow).findOneBy({ id, ...LIVING }));
  }

  /** Slugs of this shape that are taken. */
  async slugsLike(slug: string): Promise<ReadonlySet<string>> {
    const stem = slug.slice(0, 40);
    const flows = await this.dataSource
      .getRepository(Flow)
      .find({ select: { slug: true }, where: { ...LIVING, slug: Like(`${stem}%`) } });
    return new Set(flows.map((flow) => flow.slug));
  }

  /** Makes a flow with its first version. @throws AppError FLOW_SLUG_TAKEN */
  insert(flow: Pick<Flow, 'name' | 'slug' | 'description'>, version: NewVersion): Promise<Flow> {
    return this.write(async (manager) => {
      const { definition } = version;
      const row = { ...flow, definition, version: 1, organizationId: DEFAULT_ORGANIZATION_ID };
      const { identifiers } = await manager.insert(Flow, columns(row));
      const id = (identifiers[0] as { id: string }).id;
      await this.addVersion(manager, id, version);
      return found(await manager.findOneBy(Flow, { id }));
    });
  }

  /**
   * Changes a flow under its row's lock: nobody else changes it between what `decide` is given and what is written.
   * @param decide what is to be written
   * @throws AppError FLOW_NOT_FOUND, FLOW_SLUG_TAKEN, and what `decide` throws
   */
  change(id: string, decide: (flow: Flow) => FlowChange | Promise<FlowChange>): Promise<Flow> {
    return this.write(async (manager) => {
      const lock = { mode: 'pessimistic_write' } as const;
      const flow = found(await manager.findOne(Flow, { where: { id, ...LIVING }, lock }));
      const { fields, version, said } = await decide(flow);
      const draft = version === undefined ? {} : { definition: version.definition, version: version.version };
      const written = { ...fields, ...draft };
      if (version !== undefined) await this.addVersion(manager, id, version);
      if (said !== undefined)
        await manager.update(FlowVersion, { flowId: id, version: said.version }, { message: said.message });
      if (Object.keys(written).length === 0) return flow;
      await manager.update(Flow, { id }, columns({ ...written, updatedAt: () => 'now()' }));
      return found(await manager.findOne(Flow, { where: { id }, withDeleted: true }));
    });
  }

  private async addVersion(manager: EntityManager, flowId: string, version: NewVersion): Promise<void> {
    await manager.insert(FlowVersion, columns({ ...version, flowId, organizationId: DEFAULT_ORGANIZATION_ID }));
  }

  private async write<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    try {
      return await runInTransaction(this.dataSource, work);
    } catch (error) {
      const { constraint } = (error instanceof QueryFailedError ? error.driverError : {}) as { constraint?: string };
      throw constraint === SLUG_KEY ? slugTaken(error) : error;
    }
  }
}

/** What is to be written of a flow. */
export interface FlowChange {
  readonly fields?: Partial<Pick<Flow, 'name' | 'slug' | 'description' | 'status' | 'publishedVersion' | 'deletedAt'>>;
  /** The flow's new draft, and the version that it is kept as. */
  readonly version?: NewVersion;
  /** A new message for a version that is there. */
  readonly said?: Pick<FlowVersion, 'version' | 'message'>;
}

function found(flow: Flow | null): Flow {
  if (flow === null) throw new AppError('FLOW_NOT_FOUND');
  return flow;
}

function slugTaken(cause: unknown): AppError {
  return new AppError('FLOW_SLUG_TAKEN', undefined, { details: [{ path: 'slug', message: 'is taken' }], cause });
}

/** Values by column: TypeORM's own type for them follows a definition without end. */
function columns(values: object): never {
  return values as never;
}
