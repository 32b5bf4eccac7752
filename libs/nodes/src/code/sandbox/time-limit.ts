/**
 * A bound on the processor time of this thread. Not on time as the wall shows it: a machine that is busy, or
 * stood still for a while, fails no code that is well within its bound.
 */
export class TimeLimit {
  /** Whether it was passed; it stays so. */
  isPassed = false;
  private until = Infinity;

  /** Begins anew with so many milliseconds. */
  begin(ms: number): void {
    this.until = processorTime() + ms;
    this.isPassed = false;
  }

  /** Whether the time is over. */
  check(): boolean {
    this.isPassed ||= processorTime() > this.until;
    return this.isPassed;
  }
}

function processorTime(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000;
}
