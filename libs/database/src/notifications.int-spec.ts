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
  await vi.waitFor(() => expect(connected).toHaveBeenCalledTimes(1));
  return { database, notifications, connected, heard };
}

describe('notifications', () => {
  it('reach the handlers of their channel', async () => {
    const { database, heard } = await aListener();
    await database.query(`select pg_notify('one', 'a'), pg_notify('two', 'b')`);
    await vi.waitFor(() => expect(heard).toEqual(['a']));
  });

  it('are heard again after the connection broke, and users are told to look', async () => {
    const { database, connected, heard } = await aListener();
    await database.query(`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'notifications-test'
      and datname = current_database()`);
    await vi.waitFor(() => expect(connected).toHaveBeenCalledTimes(2), 5_000);
    await database.query(`select pg_notify('one', 'again')`);
    await vi.waitFor(() => expect(heard).toEqual(['again']));
  });

  it('reach those who watch the key that they carry, and nobody who has stopped', async () => {
    const { database, notifications } = await aListener();
    const keyed = new KeyedNotifications(notifications, 'keys');
    const [mine, other, stopped] = [vi.fn<() => void>(), vi.fn<() => void>(), vi.fn<() => void>()];
    keyed.watch('k1', mine);
    keyed.watch('k2', other);
    keyed.watch('k1', stopped)();
    await vi.waitFor(async () => {
      await database.query(`select pg_notify('keys', 'k1')`);
      expect(mine.mock.calls.length).toBeGreaterThan(other.mock.calls.length);
    });
    expect(stopped).not.toHaveBeenCalled();
    expect(keyed.size).toBe(2);
  });
});
