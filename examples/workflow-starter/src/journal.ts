import { DatabaseSync } from 'node:sqlite';

/** What was done: a booking, a message, a charge. */
export interface Entry {
  readonly key: string;
  readonly kind: string;
  readonly data: unknown;
}

/** What the activities have done outside, in SQLite. What is done under a key is done once. */
export class Journal {
  private readonly database: DatabaseSync;

  constructor(file: string) {
    this.database = new DatabaseSync(file, { timeout: 5_000 });
    this.database.exec('pragma journal_mode = wal');
    this.database.exec(
      'create table if not exists journal (seq integer primary key, key text not null unique, kind text not null, data text not null)',
    );
  }

  /** @returns whether it is new */
  add({ key, kind, data }: Entry): boolean {
    const { changes } = this.database
      .prepare('insert into journal (key, kind, data) values (?, ?, ?) on conflict (key) do nothing')
      .run(key, kind, JSON.stringify(data));
    return changes > 0;
  }

  /** In the order in which it was done. */
  entries(): Entry[] {
    const rows = this.database.prepare('select key, kind, data from journal order by seq').all();
    return rows.map((row) => ({
      key: String(row['key']),
      kind: String(row['kind']),
      data: JSON.parse(String(row['data'])) as unknown,
    }));
  }

  close(): void {
    this.database.close();
  }
}
