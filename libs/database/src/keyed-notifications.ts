import type { Notifications } from './notifications.js';

/** Called on a notification; not `heard`: there may have been one, and it was missed. */
export type OnNotification = (heard: boolean) => void;

/** Who waits for a notification whose payload is a certain key, a run's id say. */
export class KeyedNotifications {
  private readonly watchers = new Map<string, Set<OnNotification>>();
  private readonly stop: (() => void)[];

  constructor(notifications: Notifications, channel: string) {
    this.stop = [
      notifications.listen(channel, (key) => this.wake(this.watchers.get(key), true)),
      // Notifications may have been missed: everybody looks.
      notifications.onReconnect(() => this.wakeAll()),
    ];
  }

  /** Calls `wake` on every notification with the key, and after every gap, until the returned function is called. */
  watch(key: string, wake: OnNotification): () => void {
    const watchers = this.watchers.get(key) ?? new Set();
    this.watchers.set(key, watchers.add(wake));
    return () => {
      watchers.delete(wake);
      if (watchers.size === 0 && this.watchers.get(key) === watchers) this.watchers.delete(key);
    };
  }

  /** Calls everybody. */
  wakeAll(): void {
    for (const watchers of this.watchers.values()) this.wake(watchers, false);
  }

  /** How many keys are watched. */
  get size(): number {
    return this.watchers.size;
  }

  /** Stops listening. */
  close(): void {
    for (const stop of this.stop) stop();
  }

  private wake(watchers: ReadonlySet<OnNotification> | undefined, heard: boolean): void {
    for (const wake of watchers ?? []) wake(heard);
  }
}
