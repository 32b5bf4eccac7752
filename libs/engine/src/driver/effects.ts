import { carryOut, STOPPED, type Result } from './carry-out.js';
import type { Effect } from './executor.js';
import type { Attempt } from './ledger.js';
import type { Clock } from './ports.js';

/** The name of an attempt within its run. */
export function attemptKey(path: string, attempt: number): string {
  return `${path}#${attempt}`;
}

interface InFlight {
  readonly on: Attempt;
  readonly stop: AbortController;
  result: Result | null;
}

/** A result that has come. */
export interface Arrived {
  readonly on: Attempt;
  readonly result: Result;
}

interface Marked {
  readonly on: Attempt;
  readonly effect: Effect;
  readonly timeoutMs: number;
}

/**
 * The short effects that this driver has under way. It outlives a failed write: a result is kept
 * until the write that holds it is committed, so that no outcome that is known gets lost; and an
 * effect that was marked and has not begun is known not to have.
 */
export class Effects {
  private readonly marks = new Map<string, Marked>();
  private readonly known = new Map<string, InFlight>();
  private fresh: Arrived[] = [];
  private underWay = 0;

  constructor(
    private readonly clock: Clock,
    private readonly wake: () => void,
  ) {}

  /** How many are under way, or have a result that nobody has taken yet: it may come at any turn. */
  get active(): number {
    return this.underWay + this.fresh.length;
  }

  /** Whether there are effects that are marked and have not begun. */
  get pending(): boolean {
    return this.marks.size > 0;
  }

  /** Whether the attempt is under way, or known not to have begun. */
  has(path: string, attempt: number): boolean {
    const key = attemptKey(path, attempt);
    return this.known.has(key) || this.marks.has(key);
  }

  /** Keeps an effect until its mark is committed. */
  mark(on: Attempt, effect: Effect, timeoutMs: number): void {
    this.marks.set(attemptKey(on.path, on.attempt), { on, effect, timeoutMs });
  }

  /** Begins what is marked; all the marks are committed. */
  beginMarked(runId: string): void {
    for (const marked of this.marks.values()) this.begin(marked, `${runId}/${marked.on.path}`);
    this.marks.clear();
  }

  private begin({ on, effect, timeoutMs }: Marked, idempotencyKey: string): void {
    const own: InFlight = { on, stop: new AbortController(), result: null };
    const key = attemptKey(on.path, on.attempt);
    this.known.set(key, own);
    this.underWay += 1;
    void carryOut(this.clock, effect, { idempotencyKey, timeoutMs, stop: own.stop }).then((result) => {
      if (this.known.get(key) !== own) return;
      this.underWay -= 1;
      own.result = result;
      this.fresh.push({ on, result });
      this.wake();
    });
  }

  /** The results that have come since the last call and still count, in order of their coming. */
  takeArrived(): readonly Arrived[] {
    const { fresh } = this;
    this.fresh = [];
    return fresh.filter(({ on }) => this.known.has(attemptKey(on.path, on.attempt)));
  }

  /**
   * Forgets all but these attempts: of the others the store knows more than this driver. Of these,
   * all results have to be worked in once more.
   */
  keepOnly(keys: ReadonlySet<string>): void {
    for (const [key, { on }] of [...this.known, ...this.marks]) if (!keys.has(key)) this.drop(on.path, on.attempt);
    this.fresh = [...this.known.values()].flatMap(({ on, result }) => (result === null ? [] : [{ on, result }]));
  }

  /** Stops an effect and forgets it: it was decided that its outcome does not count, or that is committed. */
  drop(path: string, attempt: number): void {
    const key = attemptKey(path, attempt);
    const own = this.known.get(key);
    if (own?.result === null) {
      this.underWay -= 1;
      own.stop.abort(STOPPED);
    }
    this.known.delete(key);
    this.marks.delete(key);
  }

  dropAll(): void {
    this.keepOnly(new Set());
  }
}
