/** Something to wait on that remembers being woken while nobody waited. */
export class Wakeup {
  private woken = false;
  private resolve: (() => void) | null = null;

  wake(): void {
    this.woken = true;
    this.resolve?.();
  }

  /** Resolves when woken since the last wait began, or when `until` does. */
  async wait(until: Promise<void> | null): Promise<void> {
    if (!this.woken) {
      const called = new Promise<void>((resolve) => (this.resolve = resolve));
      await (until === null ? called : Promise.race([called, until]));
      this.resolve = null;
    }
    this.woken = false;
  }
}
