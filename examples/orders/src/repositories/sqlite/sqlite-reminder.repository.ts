import type { DatabaseSync } from 'node:sqlite';
import type { ReminderRepository } from '../reminder.repository.ts';

export class SqliteReminderRepository implements ReminderRepository {
  private readonly database: DatabaseSync;

  constructor(database: DatabaseSync) {
    this.database = database;
  }

  async add(key: string, orderId: string, recipient: string): Promise<boolean> {
    const { changes } = this.database
      .prepare('insert into reminders (key, order_id, recipient) values (?, ?, ?) on conflict (key) do nothing')
      .run(key, orderId, recipient);
    return changes > 0;
  }
}
