import { Injectable } from '@nestjs/common';
import { Sql } from '@app/database';
import { HAND_ON, LOCK_PERMITS } from './permit-statements.js';

/** Runs looked at in one go. */
const AT_ONCE = 500;

/** Permits: what keeps the open runs of a key to their limit. Given here and nowhere else. */
@Injectable()
export class RunPermitsRepository {
  constructor(private readonly sql: Sql) {}

  /** Gives permits where there is room. @returns how many runs may now be claimed that could not before */
  async handOn(): Promise<number> {
    return this.sql.transaction(async (sql) => {
      await sql.query(LOCK_PERMITS);
      const [row] = await sql.query<{ given: number }>(HAND_ON, [AT_ONCE]);
      return row?.given ?? 0;
    });
  }
}
