import { DEFINITION_LIMITS } from '@app/definition';
import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import { ANY_JSON } from '../../runs/dto/any-json.schema.js';

const HANDLE = { type: 'string', nullable: true } as const;

@ApiSchema({
  name: 'DefinitionNode',
  description: "A node, as React Flow's `toObject()` gives it; further keys are kept.",
})
class DefinitionNodeSchema {
  @ApiProperty({ pattern: '^[A-Za-z][A-Za-z0-9_-]{0,63}$' })
  id: string;

  @ApiProperty({ minLength: 1, description: 'A type of `GET /node-types`.' })
  type: string;

  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    description: "The node's own fields, by its type's schema.",
  })
  data: object;

  @ApiPropertyOptional({ type: 'string', nullable: true, minLength: 1, description: 'The container that it is in.' })
  parentId?: string | null;
}

@ApiSchema({
  name: 'DefinitionEdge',
  description: "An edge, as React Flow's `toObject()` gives it; further keys are kept.",
})
class DefinitionEdgeSchema {
  @ApiProperty({ minLength: 1 })
  id: string;

  @ApiProperty({ minLength: 1, description: 'The node that it leaves.' })
  source: string;

  @ApiProperty({ minLength: 1, description: 'The node that it leads to.' })
  target: string;

  @ApiPropertyOptional({ ...HANDLE, description: 'The handle that it leaves from.' })
  sourceHandle?: string | null;

  @ApiPropertyOptional({ ...HANDLE, description: 'The handle that it leads to.' })
  targetHandle?: string | null;

  @ApiPropertyOptional({ type: 'object', additionalProperties: true, nullable: true, description: 'Its own fields.' })
  data?: object | null;
}

/** A flow definition, for OpenAPI: `validate` is what checks it. */
@ApiSchema({
  name: 'Definition',
  description: "What React Flow's `toObject()` gives; docs/reference/flows.md says what it means.",
})
export class DefinitionSchema {
  @ApiProperty({ type: [DefinitionNodeSchema], maxItems: DEFINITION_LIMITS.nodes })
  nodes: DefinitionNodeSchema[];

  @ApiProperty({ type: [DefinitionEdgeSchema], maxItems: DEFINITION_LIMITS.edges })
  edges: DefinitionEdgeSchema[];

  @ApiPropertyOptional({ ...ANY_JSON, description: "What the editor's window shows." })
  viewport?: unknown;
}

/** An example that can be sent as it is. */
export const DEFINITION_EXAMPLE = {
  nodes: [
    { id: 'start', type: 'start', position: { x: 0, y: 0 }, data: {} },
    {
      id: 'greet',
      type: 'transform',
      position: { x: 200, y: 0 },
      data: { output: { text: 'Hello, {{ input.name }}!' } },
    },
    { id: 'end', type: 'end', position: { x: 400, y: 0 }, data: { output: '{{ nodes.greet.output }}' } },
  ],
  edges: [
    { id: 'e1', source: 'start', target: 'greet' },
    { id: 'e2', source: 'greet', target: 'end' },
  ],
};
