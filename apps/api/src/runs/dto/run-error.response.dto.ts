import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import type { RunError } from '@app/runs';
import { ANY_JSON } from './any-json.schema.js';

/** Why a run or a step failed. */
@ApiSchema({ name: 'RunError', description: 'Why a run or a step failed.' })
export class RunErrorResponse {
  @ApiProperty({ description: 'A code of docs/reference/errors.md, or the own code of a `fail` node.' })
  code: string;

  @ApiProperty()
  message: string;

  @ApiProperty({ ...ANY_JSON, description: 'What else is known; null: nothing.' })
  details: unknown;

  @ApiProperty({ type: 'string', nullable: true, description: 'The node whose error it is.' })
  path: string | null;

  @ApiProperty({
    type: [String],
    description: 'Paths of the nodes that should have undone others, and failed for good.',
  })
  undo_missing: readonly string[];
}

/** What clients see of an error. */
export function toRunErrorResponse(error: RunError | null): RunErrorResponse | null {
  if (error === null) return null;
  const { code, message, details = null, path = null, undoMissing = [] } = error;
  return { code, message, details, path, undo_missing: undoMissing };
}
