import { Injectable } from '@nestjs/common';
import { GroupCommit, Sql } from '@app/database';
import { type Admission, type Admitted, GROUPS } from './admission.js';
import { admitRuns } from './admit-statement.js';
import { oneByOneIfRefused } from './one-by-one.js';

/** Inserts runs; those that are asked for at the same time in one statement. */
@Injectable()
export class RunAdmitter {
  private readonly groups = new GroupCommit<Admission, Admitted | null>({
    ...GROUPS,
    commit: (admissions) => oneByOneIfRefused(admissions, (group) => admitRuns(this.sql, group)),
  });

  constructor(private readonly sql: Sql) {}

  /** null when the head is out of date: nothing was inserted. */
  admit(admission: Admission): Promise<Admitted | null> {
    return this.groups.submit(admission);
  }
}
