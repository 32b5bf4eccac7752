import { Endpoint } from '@app/http';
import { Controller, Get } from '@nestjs/common';
import { ApiExtraModels, ApiTags } from '@nestjs/swagger';
import { HealthCheckReport, HealthReport, Liveness } from './health.report.js';
import { HealthService } from './health.service.js';

const DOWN =
  'A server that is down makes it a 503, whose `details` say of each server whether it is up, and the time it took.';

/** The health of the API, for orchestrators and people. */
@ApiTags('health')
@ApiExtraModels(HealthCheckReport)
@Controller('health')
export class HealthController {
  constructor(private readonly health: HealthService) {}

  @Get()
  @Endpoint({
    id: 'getHealth',
    summary: 'PostgreSQL and Temporal',
    description: DOWN,
    type: HealthReport,
    errors: ['TEMPORAL_UNAVAILABLE'],
  })
  all(): Promise<HealthReport> {
    return this.health.all();
  }

  @Get('live')
  @Endpoint({ id: 'getLiveness', summary: 'The process lives', type: Liveness, offline: true })
  live(): Liveness {
    return new Liveness();
  }

  @Get('ready')
  @Endpoint({
    id: 'getReadiness',
    summary: 'Requests can be served',
    description: `PostgreSQL is all it takes: with Temporal down, runs are still accepted, and none is lost. ${DOWN} So does the process's being told to stop.`,
    type: HealthReport,
    errors: ['SHUTTING_DOWN'],
  })
  ready(): Promise<HealthReport> {
    return this.health.ready();
  }
}
