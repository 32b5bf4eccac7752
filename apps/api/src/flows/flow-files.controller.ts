import { AppConfig } from '@app/config';
import { FlowExportService, FlowImportService } from '@app/flows';
import { Endpoint } from '@app/http';
import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { FlowParams } from './dto/flow.params.js';
import { ExportFlowQuery } from './file/export-flow.query.js';
import { FlowFileResponse, toFlowFileResponse } from './file/flow-file.response.dto.js';
import { FlowImportResponse, toFlowImportResponse } from './file/flow-import.response.dto.js';
import { flowsOfFile } from './file/flows-of-file.js';
import { ImportFlowsDto } from './file/import-flows.dto.js';
import { ImportFlowsQuery, toImportOptions } from './file/import-flows.query.js';
import { serverNames } from './file/server-names.js';

/** Flows as files. */
@ApiTags('flows')
@Controller('flows')
export class FlowFilesController {
  constructor(
    private readonly exports: FlowExportService,
    private readonly imports: FlowImportService,
    private readonly config: AppConfig,
  ) {}

  @Get(':id/export')
  @Endpoint({
    id: 'exportFlow',
    summary: 'A flow as a file, with everything that it needs',
    description:
      'The flows that it names are in it, and those that they name: the published version, the draft where nothing is published, and those that are named by number. What else it needs is listed by name: it holds no secret.',
    type: FlowFileResponse,
    mediaType: 'application/json',
    attachment: ({ flow }) => `${flow.slug}.v${flow.version}.json`,
    errors: ['VALIDATION_FAILED', 'FLOW_NOT_FOUND', 'FLOW_VERSION_NOT_FOUND', 'FLOW_EXPORT_TOO_LARGE'],
  })
  async export(@Param() { id }: FlowParams, @Query() { version }: ExportFlowQuery): Promise<FlowFileResponse> {
    return toFlowFileResponse(await this.exports.export(id, version), new Date());
  }

  @Post('import')
  @Endpoint({
    id: 'importFlows',
    summary: 'Make flows of a file',
    description:
      'All of them or none. They are drafts, with a history that begins here; where they name each other, they have their new ids and numbers.',
    status: 201,
    type: FlowImportResponse,
    body: ImportFlowsDto,
    location: ({ flow }) => `flows/${flow.id}`,
    links: { getFlow: { id: '/flow/id' }, publishFlow: { id: '/flow/id' }, exportFlow: { id: '/flow/id' } },
    errors: ['FLOW_SLUG_TAKEN', 'FLOW_ARCHIVED', 'FLOW_HAS_PROBLEMS', 'FLOW_TESTS_FAILED'],
  })
  async import(@Body() body: ImportFlowsDto, @Query() query: ImportFlowsQuery): Promise<FlowImportResponse> {
    const imported = await this.imports.import(flowsOfFile(body), toImportOptions(query), serverNames(this.config));
    return toFlowImportResponse(imported);
  }
}
