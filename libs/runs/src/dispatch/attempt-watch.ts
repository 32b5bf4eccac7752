import { Injectable, Logger } from '@nestjs/common';
import { KeyedNotifications, Notifications, Sql, type Statement } from '@app/database';
import { SQL_ENDED } from '../run/run-status.js';
import { RUN_ENDED } from '../run/run.constants.js';
import { PgInboxWatch } from '../store/pg-inbox-watch.js';
import { errorMessage } from './error-message.js';

const WANTED: Statement = {
  name: 'runs.wanted',
  text: `
select 1 from runs
where id = $1 and status not in (${SQL_ENDED})
  and not exists (select from run_inbox where run_id = $1 and kind = 'cancel')`,
};

/** Says at once when what a run's attempts do is no longer wanted: it was cancelled, or has ended. */
@Injectable()
export class AttemptWatch {
  private readonly logger = new Logger(AttemptWatch.name);
  private readonly ended: KeyedNotifications;

  constructor(
    notifications: Notifications,
    private readonly inbox: PgInboxWatch,
    private readonly sql: Sql,
  ) {
    this.ended = new KeyedNotifications(notifications, RUN_ENDED);
  }

  /** Calls `stop`, at least once, when it is so; until the returned function is called. */
  watch(runId: string, stop: () => void): () => void {
    const look = (): void => {
      this.isWanted(runId).then(
        (wanted) => (wanted ? undefined : stop()),
        // Notifications come again with the connection; Temporal's own cancelling comes with a heartbeat.
        (error: unknown) =>
          this.logger.warn({ runId, reason: errorMessage(error) }, 'whether an attempt is still wanted is not known'),
      );
    };
    const unwatch = [this.inbox.watch(runId, look), this.ended.watch(runId, look)];
    return () => {
      for (const each of unwatch) each();
    };
  }

  private async isWanted(runId: string): Promise<boolean> {
    return (await this.sql.query(WANTED, [runId])).length > 0;
  }
}
