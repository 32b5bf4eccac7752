import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Pool, PoolClient } from 'pg';
import { databaseError } from './connection-error.js';

/** SQL text; with a name, each connection prepares it once. A name stands for one text. */
export interface Statement {
  readonly name?: string;
  readonly text: string;
}

/** Runs statements, on its own connection each time or inside of a transaction. */
export interface SqlRunner {
  /** The rows. @throws AppError DATABASE_UNAVAILABLE; else what PostgreSQL says */
  query<Row extends object = Record<string, unknown>>(
    statement: Statement,
    values?: readonly unknown[],
  ): Promise<Row[]>;
}

/** Plain SQL for the hot paths, through the data source's own pool. */
@Injectable()
export class Sql implements SqlRunner {
  constructor(private readonly dataSource: DataSource) {}

  async query<Row extends object = Record<string, unknown>>(
    statement: Statement,
    values: readonly unknown[] = [],
  ): Promise<Row[]> {
    try {
      const result = await this.pool().query<Row>({ ...statement, values: values as unknown[] });
      return result.rows;
    } catch (error) {
      throw databaseError(error);
    }
  }

  /** Commits what `work` did when it resolves; undoes it, and throws its error, when it rejects. */
  async transaction<T>(work: (sql: SqlRunner) => Promise<T>): Promise<T> {
    const client = await this.connect();
    let broken: Error | undefined;
    // A client that is out of the pool and breaks between two statements emits `error`; unheard, that ends the process.
    const onError = (error: Error) => (broken = error);
    client.on('error', onError);
    try {
      await client.query('begin');
      const result = await work(new ClientSql(client));
      await client.query('commit');
      return result;
    } catch (error) {
      await client.query('rollback').catch((failure: Error) => (broken ??= failure));
      throw databaseError(error);
    } finally {
      client.off('error', onError);
      client.release(broken);
    }
  }

  private async connect(): Promise<PoolClient> {
    try {
      return await this.pool().connect();
    } catch (error) {
      throw databaseError(error);
    }
  }

  private pool(): Pool {
    return (this.dataSource.driver as unknown as { master: Pool }).master;
  }
}

class ClientSql implements SqlRunner {
  constructor(private readonly client: PoolClient) {}

  async query<Row extends object = Record<string, unknown>>(
    statement: Statement,
    values: readonly unknown[] = [],
  ): Promise<Row[]> {
    const result = await this.client.query<Row>({ ...statement, values: values as unknown[] });
    return result.rows;
  }
}
