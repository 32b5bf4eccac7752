import { Injectable } from '@nestjs/common';
import { GroupCommit, Sql } from '@app/database';
import { Columns } from '../store/columns.js';
import { isRefusal } from '../store/refusal.js';
import { ADMIT_RUNS } from './admit-statement.js';
import type { FlowHead } from './flow-head.repository.js';

/** A run that is to be inserted. */
export interface Admission {
  readonly head: FlowHead;
  /** Whether the version was named by the caller, and so need not be the one that the flow names. */
  readonly named: boolean;
  /** JSON text. */
  readonly input: string;
  readonly trigger: string;
  readonly by: string | null;
}

/** What PostgreSQL gave the run. */
export interface Admitted {
  readonly id: string;
  /** The flow's name. */
  readonly name: string;
  /** Milliseconds since the epoch. */
  readonly created_at: number;
}

const WIDTH = 8;

/** Inserts runs; those that are asked for at the same time in one statement. */
@Injectable()
export class RunAdmitter {
  private readonly groups = new GroupCommit<Admission, Admitted | null>({
    commit: (admissions) => this.commit(admissions),
    maxItems: 250,
    maxWeight: 4 * 1024 * 1024,
    maxInFlight: 2,
    weight: ({ input }) => input.length,
  });

  constructor(private readonly sql: Sql) {}

  /** null when the head is out of date: nothing was inserted. */
  admit(admission: Admission): Promise<Admitted | null> {
    return this.groups.submit(admission);
  }

  private async commit(admissions: readonly Admission[]): Promise<readonly (Admitted | null | Error)[]> {
    try {
      return await this.admitAll(admissions);
    } catch (error) {
      if (!isRefusal(error)) throw error;
      if (admissions.length === 1) return [error as Error];
      const results: (Admitted | null | Error)[] = [];
      for (const admission of admissions) results.push(...(await this.commit([admission])));
      return results;
    }
  }

  private async admitAll(admissions: readonly Admission[]): Promise<(Admitted | null)[]> {
    const columns = new Columns(WIDTH);
    admissions.forEach(({ head, named, input, trigger, by }, ord) =>
      columns.add([ord, head.flowId, head.versionId, head.version, named, input, trigger, by]),
    );
    const rows = await this.sql.query<Admitted & { ord: number }>(ADMIT_RUNS, columns.values);
    const byOrd = new Map(rows.map((row) => [row.ord, row]));
    return admissions.map((_, ord) => byOrd.get(ord) ?? null);
  }
}
