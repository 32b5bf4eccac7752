import { ERRORS } from '@app/errors';
import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';

const REQUEST_CODES = Object.entries(ERRORS)
  .filter(([, { status }]) => status !== null)
  .map(([code]) => code);

@ApiSchema({ name: 'ErrorDetail', description: 'One field or place that is wrong.' })
class ErrorDetailSchema {
  @ApiProperty({ description: 'Where: a field path such as `definition.nodes[3].id`; empty for the whole body.' })
  path: string;

  @ApiProperty({ description: 'What is wrong there.' })
  message: string;

  @ApiPropertyOptional({ description: 'A code for programs, where there is one.' })
  code?: string;
}

@ApiSchema({ name: 'Error', description: 'What went wrong.' })
class ErrorSchema {
  @ApiProperty({ enum: REQUEST_CODES, enumName: 'ErrorCode', description: 'A code of docs/reference/errors.md.' })
  code: string;

  @ApiProperty({ description: 'One sentence for people.' })
  message: string;

  @ApiProperty({
    type: [ErrorDetailSchema],
    description: 'Every bad field, where the code is about fields; else empty.',
  })
  details: ErrorDetailSchema[];
}

/** The body of every response that is no success. */
@ApiSchema({ name: 'ErrorEnvelope', description: 'The body of every response that is no success.' })
export class ErrorEnvelope {
  @ApiProperty({ type: ErrorSchema })
  error: ErrorSchema;
}
