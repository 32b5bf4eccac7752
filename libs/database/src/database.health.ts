import { Injectable } from '@nestjs/common';
import { type HealthIndicatorResult, HealthIndicatorService } from '@nestjs/terminus';
import { isConnectionError } from './connection-error.js';
import { Sql } from './sql.js';

const TIMEOUT_MS = 3_000;

/** Asks PostgreSQL for a sign of life. */
@Injectable()
export class DatabaseHealthIndicator {
  constructor(
    private readonly sql: Sql,
    private readonly health: HealthIndicatorService,
  ) {}

  /** `up` or `down`, with the milliseconds that it took; never throws, and answers within 3 seconds. */
  async check<const Key extends string>(key: Key): Promise<HealthIndicatorResult<Key>> {
    const session = this.health.check(key);
    const started = performance.now();
    const time = () => ({ response_time_ms: Math.round(performance.now() - started) });
    try {
      await within(TIMEOUT_MS, this.sql.query({ text: 'select 1' }));
      return session.up(time());
    } catch (error) {
      return session.down({ ...time(), message: isConnectionError(error) ? 'cannot be reached' : 'does not answer' });
    }
  }
}

async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error('no answer')), ms);
  try {
    return await Promise.race([work, promise]);
  } finally {
    clearTimeout(timer);
  }
}
