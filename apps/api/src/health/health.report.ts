import { ApiProperty, ApiSchema } from '@nestjs/swagger';

/** How one server that the product needs is. */
@ApiSchema({ name: 'HealthCheck' })
export class HealthCheckReport {
  @ApiProperty({ enum: ['up'] })
  status: 'up';

  @ApiProperty({ type: 'number', minimum: 0, description: 'How long its answer took.' })
  response_time_ms: number;
}

/** The health of all that the product needs, where it is well. */
@ApiSchema({ name: 'HealthReport' })
export class HealthReport {
  @ApiProperty({ enum: ['ok'] })
  status: 'ok';

  @ApiProperty({
    type: 'object',
    additionalProperties: { $ref: '#/components/schemas/HealthCheck' },
    description: 'By server.',
  })
  checks: Record<string, HealthCheckReport>;
}

/** The process lives. */
@ApiSchema({ name: 'Liveness' })
export class Liveness {
  @ApiProperty({ enum: ['ok'] })
  status = 'ok' as const;
}
