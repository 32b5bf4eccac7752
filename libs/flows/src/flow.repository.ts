import { runInTransaction } from '@app/database';
import { NO_KEYS, Vault } from '@app/encryption';
import { AppError } from '@app/errors';
import { Injectable } from '@nestjs/common';
import { DataSource, QueryFailedError } from 'typeorm';
import type { FlowChange, NewVersion } from './flow-change.js';
import { FlowWriter, foundFlow, LIVING, type NewFlow } from './flow-writer.js';
import { Flow } from './flow.entity.js';
import type { FlowTestContent } from './test-cases/flow-test-content.js';

const SLUG_KEY = 'flows_slug_key';

/** Flows, read and written as wholes. */
@Injectable()
export class FlowRepository {
  constructor(
    private readonly dataSource: DataSource,
    private readonly vault: Vault = NO_KEYS,
  ) {}

  /** @throws AppError FLOW_NOT_FOUND */
  async get(id: string): Promise<Flow> {
    return foundFlow(await this.dataSource.getRepository(Flow).findOneBy({ id, ...LIVING }));
  }

  /** Slugs of this shape that are taken. */
  slugsLike(slug: string): Promise<ReadonlySet<string>> {
    return new FlowWriter(this.dataSource.manager).slugsLike(slug);
  }

  /** Ids for so many flows that are to be made. */
  newIds(count: number): Promise<string[]> {
    return new FlowWriter(this.dataSource.manager).newIds(count);
  }

  /** Makes a flow with its first version and its tests. @throws AppError FLOW_SLUG_TAKEN */
  insert(flow: NewFlow, version: NewVersion, tests: readonly FlowTestContent[] = []): Promise<Flow> {
    return this.write(async (writer) => {
      const made = await writer.insert(flow, version);
      await writer.tests.insertAll(made.id, tests);
      return made;
    });
  }

  /**
   * Changes a flow under its row's lock: nobody else changes it between what `decide` is given and what is written.
   * @param decide what is to be written; whatever else it reads, it reads through the writer: a second connection for
   * each of many changes would be one that none of them gets
   * @throws AppError FLOW_NOT_FOUND, FLOW_SLUG_TAKEN, and what `decide` throws
   */
  change(id: string, decide: (flow: Flow, writer: FlowWriter) => FlowChange | Promise<FlowChange>): Promise<Flow> {
    return this.write(async (writer) => {
      const flow = await writer.lock({ id });
      return writer.apply(flow, await decide(flow, writer));
    });
  }

  /** Commits what `work` wrote when it resolves, else nothing of it. @throws AppError FLOW_SLUG_TAKEN, and what `work` throws */
  async write<T>(work: (writer: FlowWriter) => Promise<T>): Promise<T> {
    try {
      return await runInTransaction(this.dataSource, (manager) => work(new FlowWriter(manager, this.vault.canSeal)));
    } catch (error) {
      const { constraint } = (error instanceof QueryFailedError ? error.driverError : {}) as { constraint?: string };
      throw constraint === SLUG_KEY ? slugTaken(error) : error;
    }
  }
}

function slugTaken(cause: unknown): AppError {
  return new AppError('FLOW_SLUG_TAKEN', undefined, { details: [{ path: 'slug', message: 'is taken' }], cause });
}
