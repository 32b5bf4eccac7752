/** Does a job again and again, one at a time; the job says how many milliseconds to wait before the next. */
export class Repeater {
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | null = null;
  private stopped = false;

  /** The first time comes after `firstMs`. @param job never rejects */
  constructor(
    private readonly job: () => Promise<number>,
    firstMs: number,
  ) {
    this.schedule(firstMs);
  }

  /** Resolves when the job under way has ended; there is no next. */
  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.running;
  }

  private schedule(ms: number): void {
    if (this.stopped) return;
    this.timer = setTimeout(() => {
      this.running = this.turn();
    }, ms);
  }

  private async turn(): Promise<void> {
    const next = await this.job();
    this.schedule(next);
  }
}
