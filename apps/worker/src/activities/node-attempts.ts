import { Injectable } from '@nestjs/common';
import { Context } from '@temporalio/activity';
import { ApplicationFailure, CancelledFailure } from '@temporalio/common';
import { executeNode } from '@app/engine';
import { AttemptWatch } from '@app/runs';
import { linkSignals } from './linked-signal.js';
import { RunPorts } from './run-ports.js';

/** Often enough that the server, which is told at most every 5 s, never misses a beat. */
const HEARTBEAT_MS = 1_500;

/** Attempts of nodes that run as regular activities. */
@Injectable()
export class NodeAttempts {
  constructor(
    private readonly ports: RunPorts,
    private readonly attempts: AttemptWatch,
  ) {}

  /** Carries one attempt out and leaves its result in the run's inbox. @throws where it leaves none */
  async execute(runId: string, path: string, attempt: number): Promise<void> {
    const context = Context.current();
    const stop = linkSignals(context.cancellationSignal);
    const unwatch = this.attempts.watch(runId, () => stop.abort());
    const beat = setInterval(() => context.heartbeat(), HEARTBEAT_MS);
    try {
      if (await executeNode(this.ports.node, runId, path, attempt, stop.signal)) return;
      if (stop.signal.aborted) throw new CancelledFailure('The attempt was stopped.');
      throw ApplicationFailure.nonRetryable(
        'The attempt began before, and nothing is known of it.',
        'NODE_OUTCOME_UNKNOWN',
      );
    } finally {
      clearInterval(beat);
      unwatch();
      stop.release();
    }
  }
}
