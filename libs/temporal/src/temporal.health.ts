import { Injectable } from '@nestjs/common';
import { type HealthIndicatorResult, HealthIndicatorService } from '@nestjs/terminus';
import { TemporalClient } from './temporal-client.js';
import { InjectTemporalOptions } from './temporal.decorators.js';
import type { TemporalOptions } from './temporal.options.js';

const CHECK_TIMEOUT_MS = 1_500;

/** Whether Temporal answers and knows the namespace. */
@Injectable()
export class TemporalHealthIndicator {
  constructor(
    private readonly temporal: TemporalClient,
    private readonly indicators: HealthIndicatorService,
    @InjectTemporalOptions() private readonly options: TemporalOptions,
  ) {}

  /** Answers within two seconds; never rejects. What is said of a failure holds no address. */
  async check<const Key extends string>(key: Key): Promise<HealthIndicatorResult<Key>> {
    const { namespace } = this.options;
    const session = this.indicators.check(key);
    const started = performance.now();
    const time = () => ({ response_time_ms: Math.round(performance.now() - started) });
    try {
      await this.temporal.call((client) => client.workflowService.describeNamespace({ namespace }), CHECK_TIMEOUT_MS);
      return session.up(time());
    } catch {
      return session.down({ ...time(), message: 'does not answer, or does not know the namespace' });
    }
  }
}
