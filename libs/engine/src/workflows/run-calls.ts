import { CancellationScope } from '@temporalio/workflow';
import { isUnclaimed, toCallError } from './call-error.js';
import { callActivity, result } from './perform-call.js';
import type { CallEnded, CallRequest, CallWait, ShellCalls } from './shell.types.js';

const keyOf = ({ path, attempt }: { path: string; attempt: number }): string => `${path}#${attempt}`;

/**
 * The calls of one run, as its own workflow sees them: activities that it carries out itself, each
 * begun once and cancelled when it is no longer waited for, and the names of the calls that have
 * workflows of their own.
 */
export class RunCalls {
  /** By key; null: it has ended, but the last list that was seen still had it. */
  private readonly own = new Map<string, CancellationScope | null>();
  private readonly ended = new Map<string, CallEnded>();
  private readonly unclaimed = new Set<string>();
  private running = 0;

  /** @param apart keys of those that have workflows of their own, from an earlier history */
  constructor(
    private readonly runId: string,
    public apart: readonly string[],
    private readonly onEnd: () => void,
  ) {}

  /** Whether none of its own is under way and none is to be reported. */
  get idle(): boolean {
    return this.running === 0 && this.ended.size === 0 && this.unclaimed.size === 0;
  }

  /** What to tell `advanceRun`; undefined: there is no call. */
  report(full: boolean): ShellCalls | undefined {
    if (this.own.size === 0 && this.apart.length === 0 && this.unclaimed.size === 0) return undefined;
    const [own, ended, unclaimed] = [[...this.own.keys()], [...this.ended.values()], [...this.unclaimed]];
    return { own, apart: this.apart, ended, unclaimed, full };
  }

  /** `advanceRun` has taken note of these. */
  reported(report: ShellCalls | undefined): void {
    for (const ended of report?.ended ?? []) this.ended.delete(keyOf(ended));
    for (const key of report?.unclaimed ?? []) this.unclaimed.delete(key);
  }

  /** Begins those of the list that are new, cancels those of its own that are no longer in it. */
  follow(waits: readonly CallWait[]): void {
    const listed = new Set(waits.map(keyOf));
    for (const [key, scope] of this.own) {
      if (listed.has(key)) continue;
      this.own.delete(key);
      scope?.cancel();
    }
    for (const wait of waits) if (wait.call !== null && !this.own.has(keyOf(wait))) this.begin(wait, wait.call);
    this.apart = [...listed].filter((key) => !this.own.has(key));
  }

  private begin({ path, attempt, claimWithinMs }: CallWait, call: CallRequest): void {
    const key = keyOf({ path, attempt });
    const scope = new CancellationScope({ cancellable: true, parent: CancellationScope.current() });
    this.own.set(key, scope);
    this.running += 1;
    const end = (note: () => void): void => {
      this.running -= 1;
      if (this.own.get(key) === scope) note();
      this.onEnd();
    };
    const ended = (came: CallEnded): void => {
      this.own.set(key, null);
      this.ended.set(key, came);
    };
    const unclaimed = (): void => {
      this.own.delete(key);
      this.unclaimed.add(key);
    };
    void scope
      .run(() => callActivity({ runId: this.runId, path, attempt }, call, claimWithinMs))
      .then(
        (value) => end(() => ended({ path, attempt, ...result(value) })),
        (error: unknown) =>
          end(() =>
            isUnclaimed(error) ? unclaimed() : ended({ path, attempt, error: toCallError('activity', error) }),
          ),
      );
  }
}
