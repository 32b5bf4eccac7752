import { Injectable } from '@nestjs/common';
import { KeyedNotifications, Notifications } from '@app/database';
import type { InboxWatch } from '@app/engine';
import { RUN_INBOX } from '../run/run.constants.js';

/** Hears of new inbox rows by LISTEN; after a gap every driver looks. */
@Injectable()
export class PgInboxWatch implements InboxWatch {
  /** Not made before it is needed: the api has no drivers. */
  private listening: KeyedNotifications | undefined;

  constructor(private readonly notifications: Notifications) {}

  watch(runId: string, wake: () => void): () => void {
    this.listening ??= new KeyedNotifications(this.notifications, RUN_INBOX);
    return this.listening.watch(runId, wake);
  }
}
