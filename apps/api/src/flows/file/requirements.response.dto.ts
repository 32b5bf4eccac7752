import type { Requirements } from '@app/definition';
import { ApiProperty, ApiSchema } from '@nestjs/swagger';

/** What flows need of the server that runs them. */
@ApiSchema({ name: 'Requirements', description: 'What flows need of the server that runs them, by name.' })
export class RequirementsResponse {
  @ApiProperty({
    type: [String],
    description: 'What their expressions read as `env.NAME`; `*` where a name is worked out only when it runs.',
    example: ['REGION'],
  })
  env: readonly string[];

  @ApiProperty({ type: [String], description: 'What their expressions read as `secrets.NAME`; `*` as for `env`.' })
  secrets: readonly string[];

  @ApiProperty({ type: [String], description: 'The task queues of Temporal on which somebody must work.' })
  task_queues: readonly string[];

  @ApiProperty({ type: [String], example: ['end', 'start', 'transform'] })
  node_types: readonly string[];
}

/** What flows need, as clients see it. */
export function toRequirementsResponse(requirements: Requirements): RequirementsResponse {
  const { env, secrets, taskQueues, nodeTypes } = requirements;
  return { env, secrets, task_queues: taskQueues, node_types: nodeTypes };
}
