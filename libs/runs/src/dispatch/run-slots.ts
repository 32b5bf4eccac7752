/** An eager start that never came to its first advance gives its slot back after this. */
const RESERVATION_MS = 10_000;

/**
 * Runs whose workflows wait at once for their first turn here, at most. More would not be faster, as one thread
 * gives them their turns; and on a machine that is short of time, the last ones would come after their tasks' time-out.
 */
const MAX_RESERVED = 32;

/** How many runs this process may have in hand: those being advanced, and those whose start is under way. */
export class RunSlots {
  private readonly advancing = new Map<string, number>();
  private readonly reserved = new Map<string, number>();
  private readonly listeners = new Set<() => void>();
  private inHand = 0;

  constructor(
    private readonly max: number,
    private readonly now: () => number = Date.now,
  ) {}

  /** Slots that a new run may take; never negative, though runs that go on take slots without asking. */
  get free(): number {
    const now = this.now();
    for (const [runId, until] of this.reserved) if (until <= now) this.reserved.delete(runId);
    return Math.max(0, Math.min(this.max - this.inHand, MAX_RESERVED) - this.reserved.size);
  }

  /** Runs that may be taken on beside those in hand, where they need no turn of their own. */
  get room(): number {
    return Math.max(0, this.max - this.inHand - this.reserved.size);
  }

  /** Whether the run is in hand here. */
  has(runId: string): boolean {
    return this.advancing.has(runId) || this.reserved.has(runId);
  }

  /** Whether what a slot is kept for has not come to its first turn here. */
  awaitsTurn(id: string): boolean {
    return (this.reserved.get(id) ?? 0) > this.now();
  }

  /** Keeps a slot for a run that is about to be started. */
  reserve(runId: string): void {
    this.reserved.set(runId, this.now() + RESERVATION_MS);
  }

  /** The run will not be advanced here. */
  release(runId: string): void {
    if (this.reserved.delete(runId)) this.tell();
  }

  /** The run is being advanced, until the returned function is called. */
  enter(runId: string): () => void {
    const wasReserved = this.reserved.delete(runId);
    this.inHand += 1;
    this.advancing.set(runId, (this.advancing.get(runId) ?? 0) + 1);
    if (wasReserved) this.tell();
    let left = false;
    return () => {
      if (left) return;
      left = true;
      this.inHand -= 1;
      const others = (this.advancing.get(runId) ?? 1) - 1;
      if (others === 0) this.advancing.delete(runId);
      else this.advancing.set(runId, others);
      this.tell();
    };
  }

  /** Calls the listener whenever a slot may have become free, until the returned function is called. */
  onFree(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private tell(): void {
    for (const listener of this.listeners) listener();
  }
}
