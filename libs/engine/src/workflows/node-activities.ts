import { ActivityCancellationType, CancellationScope, scheduleActivity } from '@temporalio/workflow';
import type { ActivityWait, LostActivity } from './shell.types.js';

/** A worker that is gone is missed after this; heartbeats are sent at four fifths of it. */
const HEARTBEAT_TIMEOUT_MS = 6_000;

/** Beyond the attempt's own time-out, which `executeNode` keeps: time to store the result while PostgreSQL comes back. */
const MARGIN_MS = 300_000;

const keyOf = ({ path, attempt }: LostActivity): string => `${path}#${attempt}`;

/** The regular activities of one run: each attempt is started once, and cancelled when it is no longer waited for. */
export class NodeActivities {
  /** By key; null: it has ended, but the last list that was seen still had it. */
  private readonly started = new Map<string, CancellationScope | null>();
  private readonly lost = new Map<string, LostActivity>();
  private running = 0;

  constructor(
    private readonly runId: string,
    private readonly onEnd: () => void,
  ) {}

  /** Whether none is under way and none is to be reported. */
  get idle(): boolean {
    return this.running === 0 && this.lost.size === 0;
  }

  /** Those that ended without a result and that no `advanceRun` has been told of yet. */
  get unreported(): readonly LostActivity[] {
    return [...this.lost.values()];
  }

  /** `advanceRun` has taken note of these. */
  reported(lost: readonly LostActivity[]): void {
    for (const each of lost) this.lost.delete(keyOf(each));
  }

  /** Starts those of the list that are new (none while `hold`), cancels those that are no longer in it. */
  follow(waits: readonly ActivityWait[], hold: boolean): void {
    const listed = new Set(waits.map(keyOf));
    for (const [key, scope] of this.started) {
      if (listed.has(key)) continue;
      this.started.delete(key);
      scope?.cancel();
    }
    if (hold) return;
    for (const wait of waits) if (!this.started.has(keyOf(wait))) this.start(wait);
  }

  private start({ path, attempt, timeoutMs }: ActivityWait): void {
    const key = keyOf({ path, attempt });
    const scope = new CancellationScope({ cancellable: true, parent: CancellationScope.current() });
    this.started.set(key, scope);
    this.running += 1;
    const end = (lost: LostActivity | null): void => {
      this.running -= 1;
      if (this.started.get(key) !== scope) return;
      this.started.set(key, null);
      if (lost !== null) this.lost.set(key, lost);
      this.onEnd();
    };
    void scope
      .run(() =>
        scheduleActivity('executeNode', [this.runId, path, attempt], {
          startToCloseTimeout: timeoutMs + MARGIN_MS,
          heartbeatTimeout: HEARTBEAT_TIMEOUT_MS,
          retry: { maximumAttempts: 1 },
          cancellationType: ActivityCancellationType.TRY_CANCEL,
        }),
      )
      .then(
        () => end(null),
        () => end({ path, attempt }),
      );
  }
}
