import { CancellationScope, log } from '@temporalio/workflow';

/** What has been done so far, and how each of it is undone. */
export class Saga {
  private readonly undos: { name: string; undo: () => Promise<unknown> }[] = [];

  /** To be said as soon as something is done. */
  add(name: string, undo: () => Promise<unknown>): void {
    this.undos.push({ name, undo });
  }

  /**
   * Undoes all of it, last done first, also when the workflow was cancelled. One that fails for good keeps none of the
   * others from being undone.
   * @returns the names of what could not be undone
   */
  async undo(): Promise<string[]> {
    const missing: string[] = [];
    await CancellationScope.nonCancellable(async () => {
      for (const { name, undo } of this.undos.toReversed()) {
        try {
          await undo();
        } catch (error) {
          log.error('could not be undone', { name, error });
          missing.push(name);
        }
      }
    });
    return missing;
  }
}
