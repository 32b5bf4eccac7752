/** Growing pauses after failures; those that come together, before a pause is over, count as one. */
export class Backoff {
  private pause = 0;
  private until = 0;

  constructor(
    private readonly firstMs: number,
    private readonly longestMs: number,
    private readonly now: () => number = Date.now,
  ) {}

  /** Milliseconds to wait from the last failure on; 0: all is well. */
  get pauseMs(): number {
    return this.pause;
  }

  /** Something failed. */
  fail(): void {
    if (this.now() < this.until) return;
    this.pause = Math.min(Math.max(this.pause * 2, this.firstMs), this.longestMs);
    this.until = this.now() + this.pause;
  }

  /** Something went well. */
  succeed(): void {
    this.pause = 0;
    this.until = 0;
  }
}
