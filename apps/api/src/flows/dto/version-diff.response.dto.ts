import type { LayoutDiff } from '@app/definition';
import type { VersionDiff } from '@app/flows';
import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { EdgeChangeResponse, EdgeDiffResponse } from './edge-diff.response.dto.js';
import { FieldChangeResponse } from './field-change.response.dto.js';
import { FlowVersionSummaryResponse, toFlowVersionSummaryResponse } from './flow-version.response.dto.js';
import { NodeChangeResponse, NodeDiffResponse } from './node-diff.response.dto.js';

@ApiSchema({ name: 'LayoutDiff', description: 'Positions, looks, edge ids and what else means nothing to a run.' })
class LayoutDiffResponse implements LayoutDiff {
  @ApiProperty({ type: [NodeChangeResponse] })
  nodes: readonly NodeChangeResponse[];

  @ApiProperty({ type: [EdgeChangeResponse] })
  edges: readonly EdgeChangeResponse[];

  @ApiProperty({ type: [FieldChangeResponse], description: 'Of the definition itself: `viewport` and the like.' })
  definition: readonly FieldChangeResponse[];
}

/** How two versions of a flow differ. */
@ApiSchema({ name: 'VersionDiff', description: 'How two versions of a flow differ, by node and field.' })
export class VersionDiffResponse {
  @ApiProperty({ type: FlowVersionSummaryResponse })
  from: FlowVersionSummaryResponse;

  @ApiProperty({ type: FlowVersionSummaryResponse })
  to: FlowVersionSummaryResponse;

  @ApiProperty({
    description: 'They mean the same: they run alike, and have the same content hash. Their layout may differ.',
  })
  same: boolean;

  @ApiProperty({ type: NodeDiffResponse })
  nodes: NodeDiffResponse;

  @ApiProperty({ type: EdgeDiffResponse })
  edges: EdgeDiffResponse;

  @ApiProperty({ type: LayoutDiffResponse })
  layout: LayoutDiffResponse;

  @ApiProperty({ description: 'There are more differences than are listed: 10,000.' })
  truncated: boolean;
}

/** The difference as clients see it. */
export function toVersionDiffResponse({ from, to, difference }: VersionDiff): VersionDiffResponse {
  const { same, nodes, edges, layout, truncated } = difference;
  return {
    from: toFlowVersionSummaryResponse(from),
    to: toFlowVersionSummaryResponse(to),
    same,
    nodes,
    edges,
    layout,
    truncated,
  };
}
