import type { ListDiff, NodeChange, NodeReference } from '@app/definition';
import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { FieldChangeResponse } from './field-change.response.dto.js';

@ApiSchema({ name: 'NodeReference', description: 'A node, without its fields.' })
class NodeReferenceResponse implements NodeReference {
  @ApiProperty()
  id: string;

  @ApiProperty()
  type: string;

  @ApiProperty({ type: 'string', nullable: true })
  label: string | null;
}

/** A node that both versions have. */
@ApiSchema({ name: 'NodeChange', description: 'A node that both have, as it is afterwards, and what differs.' })
export class NodeChangeResponse extends NodeReferenceResponse implements NodeChange {
  @ApiProperty({ type: [FieldChangeResponse] })
  fields: readonly FieldChangeResponse[];
}

/** What became of the nodes. */
@ApiSchema({ name: 'NodeDiff', description: 'What became of the nodes: they are the same ones by their ids.' })
export class NodeDiffResponse implements ListDiff<NodeReferenceResponse, NodeChangeResponse> {
  @ApiProperty({ type: [NodeReferenceResponse] })
  added: readonly NodeReferenceResponse[];

  @ApiProperty({ type: [NodeReferenceResponse] })
  removed: readonly NodeReferenceResponse[];

  @ApiProperty({ type: [NodeChangeResponse] })
  changed: readonly NodeChangeResponse[];

  @ApiProperty({ description: 'Those that both have stand in another order, which breaks ties.' })
  reordered: boolean;
}
