/** Whether this process is on its way out; what is under way asks it, and leaves early. */
export class Leaving {
  private readonly controller = new AbortController();

  /** Aborted once the process leaves. */
  get signal(): AbortSignal {
    return this.controller.signal;
  }

  /** The process leaves, for good. */
  begin(): void {
    this.controller.abort();
  }
}
