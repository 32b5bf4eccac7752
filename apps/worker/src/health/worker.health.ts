import { Injectable } from '@nestjs/common';
import { type HealthIndicatorResult, HealthIndicatorService } from '@nestjs/terminus';
import { TemporalHost } from '../temporal/temporal-host.js';

/** Whether the Temporal worker in this process takes on runs. */
@Injectable()
export class WorkerHealthIndicator {
  constructor(
    private readonly host: TemporalHost,
    private readonly indicators: HealthIndicatorService,
  ) {}

  check<const Key extends string>(key: Key): HealthIndicatorResult<Key> {
    const { state } = this.host;
    const session = this.indicators.check(key);
    return state === 'polling' ? session.up({ state }) : session.down({ state });
  }
}
