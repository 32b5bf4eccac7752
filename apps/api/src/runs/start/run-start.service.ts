import { AppConfig } from '@app/config';
import { durationMs } from '@app/definition';
import { AppError } from '@app/errors';
import { Closing } from '@app/http';
import { RunAdmissionService, RunEndWatch, RunResults, type StartRun } from '@app/runs';
import { Injectable } from '@nestjs/common';
import type { StartedRun } from '../dto/run.response.dto.js';
import type { ClientGone } from './client-gone.decorator.js';

/** Starts runs, and holds the answer where that is asked for. */
@Injectable()
export class RunStartService {
  constructor(
    private readonly admission: RunAdmissionService,
    private readonly ends: RunEndWatch,
    private readonly results: RunResults,
    private readonly config: AppConfig,
    private readonly closing: Closing,
  ) {}

  /**
   * @param wait how long to wait for the run's end
   * @returns the run as it is then
   * @throws AppError VALIDATION_FAILED for a wait that is longer than the server allows; what admission throws
   */
  async start(request: StartRun, wait: string | undefined, gone: ClientGone): Promise<StartedRun> {
    const waitMs = this.waitMs(wait);
    const run = await this.admission.start(request);
    if (waitMs === 0) return { ...run, output: null };
    await this.ends.wait(run.id, waitMs, [gone(), this.closing.signal]);
    return this.results.run(run.id);
  }

  private waitMs(wait: string | undefined): number {
    const ms = wait === undefined ? 0 : (durationMs(wait) ?? 0);
    if (ms <= this.config.http.maxWaitMs) return ms;
    const message = `must be at most ${this.config.http.maxWaitMs} milliseconds on this server`;
    throw new AppError('VALIDATION_FAILED', undefined, { details: [{ path: 'wait', message }] });
  }
}
