import type { EdgeChange, EdgeReference, ListDiff } from '@app/definition';
import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { FieldChangeResponse } from './field-change.response.dto.js';

@ApiSchema({ name: 'EdgeReference', description: 'An edge, as the definition names its parts.' })
class EdgeReferenceResponse implements EdgeReference {
  @ApiProperty({ description: 'It means nothing, and may have been given anew.' })
  id: string;

  @ApiProperty()
  source: string;

  @ApiProperty({ type: 'string', nullable: true })
  sourceHandle: string | null;

  @ApiProperty()
  target: string;

  @ApiProperty({ type: 'string', nullable: true })
  targetHandle: string | null;
}

/** An edge that both versions have. */
@ApiSchema({ name: 'EdgeChange', description: 'An edge that both have, as it is afterwards, and what differs.' })
export class EdgeChangeResponse extends EdgeReferenceResponse implements EdgeChange {
  @ApiProperty({ type: [FieldChangeResponse] })
  fields: readonly FieldChangeResponse[];
}

/** What became of the edges. */
@ApiSchema({ name: 'EdgeDiff', description: 'What became of the edges: they are the same ones by what they connect.' })
export class EdgeDiffResponse implements ListDiff<EdgeReferenceResponse, EdgeChangeResponse> {
  @ApiProperty({ type: [EdgeReferenceResponse] })
  added: readonly EdgeReferenceResponse[];

  @ApiProperty({ type: [EdgeReferenceResponse] })
  removed: readonly EdgeReferenceResponse[];

  @ApiProperty({ type: [EdgeChangeResponse] })
  changed: readonly EdgeChangeResponse[];

  @ApiProperty({ description: 'Those that both have stand in another order, in which `error` edges are asked.' })
  reordered: boolean;
}
