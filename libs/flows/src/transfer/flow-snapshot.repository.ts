import { Sql } from '@app/database';
import { Injectable } from '@nestjs/common';
import { FlowSnapshot } from './flow-snapshot.js';

const ONE_MOMENT = { text: 'set transaction isolation level repeatable read, read only' };

/** Many flows, read as they all were at one moment. */
@Injectable()
export class FlowSnapshotRepository {
  constructor(private readonly sql: Sql) {}

  /** @throws what `work` throws */
  read<T>(work: (snapshot: FlowSnapshot) => Promise<T>): Promise<T> {
    return this.sql.transaction(async (sql) => {
      await sql.query(ONE_MOMENT);
      return work(new FlowSnapshot(sql));
    });
  }
}
