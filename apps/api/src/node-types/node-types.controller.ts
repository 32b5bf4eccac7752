import { nodeTypeDocument } from '@app/definition';
import { Endpoint } from '@app/http';
import { nodeTypes } from '@app/nodes';
import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { NodeTypeResponse } from './node-type.response.dto.js';

/** The node types that a flow can use. */
@ApiTags('node types')
@Controller('node-types')
export class NodeTypesController {
  private readonly documents = [...nodeTypes.values()].map(nodeTypeDocument);

  @Get()
  @Endpoint({
    id: 'listNodeTypes',
    summary: 'All node types, with their schemas',
    type: NodeTypeResponse,
    list: 'whole',
    offline: true,
  })
  list(): readonly NodeTypeResponse[] {
    return this.documents;
  }
}
