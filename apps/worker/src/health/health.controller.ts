import { Controller, Get } from '@nestjs/common';
import { HealthCheck, type HealthCheckResult, HealthCheckService } from '@nestjs/terminus';
import { DatabaseHealthIndicator } from '@app/database';
import { EncryptionHealthIndicator } from '@app/encryption';
import { TemporalHealthIndicator } from '@app/temporal';
import { WorkerHealthIndicator } from './worker.health.js';

/** The worker's health, for orchestrators and people. */
@Controller('health')
export class HealthController {
  constructor(
    private readonly health: HealthCheckService,
    private readonly database: DatabaseHealthIndicator,
    private readonly temporal: TemporalHealthIndicator,
    private readonly encryption: EncryptionHealthIndicator,
    private readonly worker: WorkerHealthIndicator,
  ) {}

  @Get()
  @HealthCheck()
  all(): Promise<HealthCheckResult> {
    return this.health.check([
      () => this.database.check('database'),
      () => this.temporal.check('temporal'),
      () => this.encryption.check('encryption'),
      () => this.worker.check('worker'),
    ]);
  }

  /** The process runs; a restart would not help it. */
  @Get('live')
  live(): { status: 'ok' } {
    return { status: 'ok' };
  }

  @Get('ready')
  @HealthCheck()
  ready(): Promise<HealthCheckResult> {
    return this.all();
  }
}
