import { type FlowImport, IMPORT_WARNINGS, type ImportedFlow, type ImportResult, type ImportWarning } from '@app/flows';
import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { FlowSummaryResponse, toFlowSummaryResponse } from '../dto/flow-summary.response.dto.js';
import { ProblemResponse } from '../dto/problem.response.dto.js';
import { RequirementsResponse, toRequirementsResponse } from './requirements.response.dto.js';

/** Problems of all flows together that are listed. */
const MAX_PROBLEMS = 1_000;

const ACTIONS: readonly ImportResult['action'][] = ['created', 'changed', 'unchanged'];
@ApiSchema({ name: 'FlowOrigin', description: 'A flow as the file has it.' })
class FlowOriginResponse {
  @ApiProperty({ type: 'string', format: 'uuid', nullable: true })
  id: string | null;

  @ApiProperty()
  slug: string;

  @ApiProperty({ type: 'integer', minimum: 1 })
  version: number;
}

@ApiSchema({ name: 'ImportedFlow', description: 'What became of a flow of the file, without its definition.' })
class ImportedFlowResponse extends FlowSummaryResponse {
  @ApiProperty({ enum: ACTIONS, enumName: 'ImportAction', description: '`unchanged`: it was here as the file has it.' })
  action: ImportResult['action'];

  @ApiProperty({ type: FlowOriginResponse })
  origin: FlowOriginResponse;

  @ApiProperty({ type: [ProblemResponse], description: 'Of its draft; 1,000 of all flows together are listed.' })
  problems: readonly ProblemResponse[];
}

@ApiSchema({ name: 'ImportWarning', description: 'Something that will not work here as it is.' })
class ImportWarningResponse implements ImportWarning {
  @ApiProperty({ enum: IMPORT_WARNINGS, enumName: 'ImportWarningCode' })
  code: ImportWarning['code'];

  @ApiProperty({ description: 'Of the setting, the secret or the flow, as it is named.' })
  name: string;

  @ApiProperty()
  message: string;
}

/** What an import did. */
@ApiSchema({ name: 'FlowImport', description: 'What an import did.' })
export class FlowImportResponse {
  @ApiProperty({ type: ImportedFlowResponse })
  flow: ImportedFlowResponse;

  @ApiProperty({ type: [ImportedFlowResponse] })
  subflows: readonly ImportedFlowResponse[];

  @ApiProperty({ type: [ImportWarningResponse] })
  warnings: readonly ImportWarningResponse[];

  @ApiProperty({ type: RequirementsResponse })
  requires: RequirementsResponse;
}

/** An import as clients see it. */
export function toFlowImportResponse({ results, warnings, requirements }: FlowImport): FlowImportResponse {
  let left = MAX_PROBLEMS;
  const [flow, ...subflows] = results.map((result) => {
    const problems = result.problems.slice(0, left);
    left -= problems.length;
    return toImportedFlowResponse(result, problems);
  });
  return {
    flow: flow as ImportedFlowResponse,
    subflows,
    warnings,
    requires: toRequirementsResponse(requirements),
  };
}

function toImportedFlowResponse(
  { flow, action, origin }: ImportResult,
  problems: ImportResult['problems'],
): ImportedFlowResponse {
  return Object.assign(toFlowSummaryResponse(flow), { action, origin: toOrigin(origin), problems });
}

function toOrigin({ id, slug, head }: ImportedFlow): FlowOriginResponse {
  return { id, slug, version: head.version };
}
