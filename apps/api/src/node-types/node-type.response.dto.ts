import type { FieldKind, JsonObject, NodeKind, NodeTypeDocument } from '@app/definition';
import { ApiProperty, ApiSchema } from '@nestjs/swagger';

/** What an editor needs to know of a node type. */
@ApiSchema({ name: 'NodeType', description: 'What an editor needs to know of a node type: its form and its handles.' })
export class NodeTypeResponse implements NodeTypeDocument {
  @ApiProperty({ example: 'http' })
  type: string;

  @ApiProperty()
  title: string;

  @ApiProperty()
  description: string;

  @ApiProperty({
    enum: ['compute', 'effect', 'wait', 'event', 'approval', 'container', 'subflow', 'call'],
    description:
      '`compute` is pure, `effect` does something outside, `wait` waits for a time, `event` for an event, `approval` for people, `container` runs the nodes inside it, `subflow` another flow, `call` a foreign activity or workflow.',
  })
  kind: NodeKind;

  @ApiProperty({ type: [String], description: 'The handles of a new node; some types have more, by their data.' })
  handles: readonly string[];

  @ApiProperty({ type: 'object', additionalProperties: true, description: 'JSON Schema (2020-12) of `data`.' })
  schema: JsonObject;

  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'string', enum: ['template', 'secret-template', 'expression'] },
    description: 'What is evaluated, by its path in `data`.',
  })
  fields: Readonly<Record<string, FieldKind>>;
}
