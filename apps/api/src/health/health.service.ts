import { DatabaseHealthIndicator } from '@app/database';
import { AppError, type ErrorCode } from '@app/errors';
import { Closing } from '@app/http';
import { TemporalHealthIndicator } from '@app/temporal';
import { Injectable, ServiceUnavailableException } from '@nestjs/common';
import { type HealthCheckResult, HealthCheckService, type HealthIndicatorFunction } from '@nestjs/terminus';
import type { HealthReport } from './health.report.js';

/** What a check has found. */
interface Found {
  readonly status: string;
  readonly message?: string;
  readonly response_time_ms?: number;
}

const CODES: Readonly<Record<string, ErrorCode>> = {
  postgresql: 'DATABASE_UNAVAILABLE',
  temporal: 'TEMPORAL_UNAVAILABLE',
};

const timeOf = (found: Found): number => found.response_time_ms ?? 0;

/** Asks the servers that the product needs for a sign of life. */
@Injectable()
export class HealthService {
  constructor(
    private readonly health: HealthCheckService,
    private readonly database: DatabaseHealthIndicator,
    private readonly temporal: TemporalHealthIndicator,
    private readonly closing: Closing,
  ) {}

  /** @throws AppError of the first server that is down, with details of all */
  all(): Promise<HealthReport> {
    return this.check([() => this.database.check('postgresql'), () => this.temporal.check('temporal')]);
  }

  /**
   * Whether requests should be sent here: runs are accepted and read with PostgreSQL alone.
   * @throws AppError DATABASE_UNAVAILABLE, or SHUTTING_DOWN
   */
  async ready(): Promise<HealthReport> {
    if (this.closing.signal.aborted) throw new AppError('SHUTTING_DOWN');
    return this.check([() => this.database.check('postgresql')]);
  }

  private async check(indicators: HealthIndicatorFunction[]): Promise<HealthReport> {
    try {
      const { details } = await this.health.check(indicators);
      const checks = Object.entries(details as Record<string, Found>).map(
        ([key, found]) => [key, { status: 'up' as const, response_time_ms: timeOf(found) }] as const,
      );
      return { status: 'ok', checks: Object.fromEntries(checks) };
    } catch (error) {
      throw error instanceof ServiceUnavailableException ? unavailable(error) : error;
    }
  }
}

function unavailable(error: ServiceUnavailableException): AppError {
  const found = Object.entries((error.getResponse() as HealthCheckResult).details as Record<string, Found>);
  const down = found.find(([, { status }]) => status !== 'up')?.[0] ?? '';
  const details = found.map(([path, { status, message = 'answers', ...times }]) => ({
    path,
    code: status,
    message: `${message} (${timeOf({ status, ...times })} ms)`,
  }));
  return new AppError(CODES[down] ?? 'INTERNAL', undefined, { details, cause: error });
}
