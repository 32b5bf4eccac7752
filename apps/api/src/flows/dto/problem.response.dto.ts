import { type Choice, PROBLEMS, type Problem, type ProblemCode, type Severity } from '@app/definition';
import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';

@ApiSchema({ name: 'Choice', description: 'One choice of a run.' })
class ChoiceResponse implements Choice {
  @ApiProperty({ description: "The node's id." })
  node: string;

  @ApiProperty({ description: 'The handle that it chose, or `skipped`, or `fails`.' })
  outcome: string;
}

/** Something that is wrong with a definition. */
@ApiSchema({ name: 'Problem', description: 'Something that is wrong with a definition, and where.' })
export class ProblemResponse implements Problem {
  @ApiProperty({ enum: Object.keys(PROBLEMS), enumName: 'ProblemCode' })
  code: ProblemCode;

  @ApiProperty({ enum: ['error', 'warning'], description: 'With an `error`, it can be neither published nor run.' })
  severity: Severity;

  @ApiProperty()
  message: string;

  @ApiPropertyOptional({ description: "The node's id." })
  node?: string;

  @ApiPropertyOptional({ description: "The edge's id." })
  edge?: string;

  @ApiProperty({ example: 'nodes[3].data.url', description: 'The place in the definition; empty for the whole.' })
  path: string;

  @ApiPropertyOptional({
    type: [ChoiceResponse],
    description: 'Where it depends on the way taken: choices that lead to it.',
  })
  counter_example?: readonly ChoiceResponse[];
}

/** The answer of POST /flows/validate. */
@ApiSchema({ name: 'Validation' })
export class ValidationResponse {
  @ApiProperty({ description: 'Whether no problem is an `error`.' })
  valid: boolean;

  @ApiProperty({ type: [ProblemResponse] })
  problems: readonly ProblemResponse[];
}

/** The problems as the answer to a validation. */
export function toValidationResponse(problems: readonly Problem[]): ValidationResponse {
  return { valid: problems.every(({ severity }) => severity !== 'error'), problems };
}
