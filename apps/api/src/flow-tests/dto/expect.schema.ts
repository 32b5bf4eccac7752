import type { Json } from '@app/definition';
import { TEST_STATUSES } from '@app/flow-tests';
import { ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import { ANY_JSON } from '../../runs/dto/any-json.schema.js';

const NODES = {
  type: 'array' as const,
  items: { type: 'string' },
  maxItems: 1_000,
  example: ['charge', 'orders[1].charge'],
};

@ApiSchema({ name: 'ExpectedError', description: 'The error that the run is to fail with.' })
class ExpectedErrorSchema {
  @ApiPropertyOptional({ minLength: 1, maxLength: 1_000, example: 'HTTP_STATUS' })
  code?: string;

  @ApiPropertyOptional({ minLength: 1, maxLength: 1_000, description: 'The path of the node whose error it is.' })
  path?: string;
}

@ApiSchema({ name: 'ExpectedPath', description: 'Which nodes are to run: each by its id, or by a path as steps have.' })
class ExpectedPathSchema {
  @ApiPropertyOptional({ ...NODES, description: 'Each of these runs.' })
  ran?: string[];

  @ApiPropertyOptional({ ...NODES, description: 'None of these runs.' })
  did_not_run?: string[];

  @ApiPropertyOptional({ ...NODES, description: 'Nothing runs but these and the containers around them.' })
  only?: string[];

  @ApiPropertyOptional({ ...NODES, description: 'These begin in this order; others may begin in between.' })
  in_order?: string[];
}

@ApiSchema({ name: 'ExpectedDuration', description: 'How long the run is to take, in virtual time.' })
class ExpectedDurationSchema {
  @ApiPropertyOptional({ type: 'string', description: 'At least so long.', example: '1d' })
  min?: string;

  @ApiPropertyOptional({ type: 'string', description: 'At most so long.', example: '1d1h' })
  max?: string;
}

/** What is to come of a test, for OpenAPI. */
@ApiSchema({ name: 'Expect', description: 'What is to come of a test. Nothing said: that the run succeeds.' })
export class ExpectSchema {
  @ApiPropertyOptional({
    enum: TEST_STATUSES,
    description: 'Missing: `failed` where an `error` is expected, else `success`.',
  })
  status?: (typeof TEST_STATUSES)[number];

  @ApiPropertyOptional({ type: ExpectedErrorSchema })
  error?: ExpectedErrorSchema;

  @ApiPropertyOptional({ ...ANY_JSON, description: 'The output is exactly this.' })
  output?: Json;

  @ApiPropertyOptional({
    ...ANY_JSON,
    description: 'The output has at least this: objects may have more keys, lists are compared item by item.',
  })
  output_contains?: Json;

  @ApiPropertyOptional({
    type: [String],
    maxItems: 100,
    description: 'Expressions that are true of what came out.',
    example: ['$count(steps[node="charge"]) = 2'],
  })
  holds?: string[];

  @ApiPropertyOptional({ type: ExpectedPathSchema })
  path?: ExpectedPathSchema;

  @ApiPropertyOptional({ type: ExpectedDurationSchema })
  duration?: ExpectedDurationSchema;
}
