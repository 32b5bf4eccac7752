import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { emptyDatabase } from '../test/test-database.js';
import { KeyedNotifications } from './keyed-notifications.js';
import { Notifications } from './notifications.js';

async function aListener() {
  const database = await emptyDatabase();
  const notifications = new Notifications(database, 'notifications-test');
  onTestFinished(() => notifications.close());
  const connected = vi.fn<() => void>();
  notifications.onReconnect(connected);
  const heard: string[] = [];
  notifications.listen('one', (payload) => heard.push(payload));
  await expect.poll(() => connected.mock.calls.length).toBe(1);
  return { database, notifications, connected, heard };
}

describe('notifications', () => {
  it('reach the handlers of their channel', async () => {
    const { database, heard } = await aListener();
    await database.query(`select pg_notify('one', 'a'), pg_notify('two', 'b')`);
    await expect.poll(() => heard).toEqual(['a']);
  });

  it('are heard again after the connection broke, and users are told to look', async () => {
    const { database, connected, heard } = await aListener();
    await database.query(`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'notifications-test'
      and datname = current_database()`);
    await expect.poll(() => connected.mock.calls.length).toBe(2);
    await database.query(`select pg_notify('one', 'again')`);
    await expect.poll(() => heard).toEqual(['again']);
  });

  it('reach those who watch the key that they carry, and nobody who has stopped', async () => {
    const { database, notifications } = await aListener();
    const keyed = new KeyedNotifications(notifications, 'keys');
    const [mine, other, stopped] = [vi.fn<() => void>(), vi.fn<() => void>(), vi.fn<() => void>()];
    keyed.watch('k1', mine);
    keyed.watch('k2', other);
    keyed.watch('k1', stopped)();
    const lead = async (): Promise<number> => {
      await database.query(`select pg_notify('keys', 'k1')`);
      return mine.mock.calls.length - other.mock.calls.length;
    };
    await expect.poll(lead).toBeGreaterThan(0);
    expect(stopped).not.toHaveBeenCalled();
    expect(keyed.size).toBe(2);
  });
});
