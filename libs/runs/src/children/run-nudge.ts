import { Injectable, Logger } from '@nestjs/common';
import { RunWaker } from '@app/temporal';
import { errorMessage } from '../dispatch/error-message.js';
import { RunEndRepository } from '../end/run-end.repository.js';

/**
 * Sees to it that runs act at once on what others have left in their inboxes. A run that nobody has
 * begun has no workflow to be woken: asked to stop, it is ended here, and does not wait for its turn.
 */
@Injectable()
export class RunNudge {
  private readonly logger = new Logger(RunNudge.name);

  constructor(
    private readonly ends: RunEndRepository,
    private readonly waker: RunWaker,
  ) {}

  /** Best effort, in the background: a message that nobody was told of is found later. */
  nudge(runIds: readonly string[]): void {
    for (const runId of runIds) void this.wake(runId);
  }

  /** Resolves to whether the run was reached; never rejects. */
  async wake(runId: string): Promise<boolean> {
    try {
      const told = await this.ends.endIfAskedToStop(runId);
      if (told === null) return await this.waker.wake(runId);
      this.nudge(told);
      return true;
    } catch (error) {
      this.logger.warn({ runId, reason: errorMessage(error) }, 'a run could not be told of its message');
      return false;
    }
  }
}
