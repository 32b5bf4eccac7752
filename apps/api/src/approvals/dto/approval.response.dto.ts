import { APPROVAL_STATUSES, type ApprovalStatus, type ApprovalView } from '@app/approvals';
import type { JsonObject } from '@app/definition';
import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { AssigneesResponse } from './assignees.response.dto.js';

const UUID = { type: 'string', format: 'uuid' } as const;
const TIME = { type: 'string', format: 'date-time' } as const;

/** A task as lists show it. */
@ApiSchema({ name: 'Approval', description: 'What people are asked by a node of a run.' })
export class ApprovalResponse {
  @ApiProperty(UUID)
  id: string;

  @ApiProperty(UUID)
  run_id: string;

  @ApiProperty(UUID)
  flow_id: string;

  @ApiProperty({ description: "The flow's name when the run was admitted." })
  flow_name: string;

  @ApiProperty({ description: 'The node in the run: its id, below those of its containers.' })
  path: string;

  @ApiProperty()
  node_id: string;

  @ApiProperty()
  title: string;

  @ApiProperty({ type: 'string', nullable: true })
  description: string | null;

  @ApiProperty({ type: () => AssigneesResponse })
  assignees: AssigneesResponse;

  @ApiProperty({ type: 'integer', minimum: 1, description: 'How many must approve. One rejection rejects.' })
  quorum: number;

  @ApiProperty({ type: 'integer', minimum: 0, description: 'How many have approved so far.' })
  approvals: number;

  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    nullable: true,
    description: 'JSON Schema of what is filled in; null: there is no form.',
  })
  form_schema: JsonObject | null;

  @ApiProperty({ description: 'Whether the one who started the run may decide.' })
  allow_self: boolean;

  @ApiProperty({ enum: APPROVAL_STATUSES, enumName: 'ApprovalStatus' })
  status: ApprovalStatus;

  @ApiProperty({ ...TIME, nullable: true, description: 'Until when there is time; null: for ever.' })
  deadline: Date | null;

  @ApiProperty({ ...TIME, nullable: true, description: 'When it was decided or closed.' })
  decided_at: Date | null;

  @ApiProperty(TIME)
  created_at: Date;

  @ApiProperty(TIME)
  updated_at: Date;
}

/** What lists show of a task. */
export function toApprovalResponse(task: ApprovalView): ApprovalResponse {
  return {
    id: task.id,
    run_id: task.runId,
    flow_id: task.flowId,
    flow_name: task.flowName,
    path: task.path,
    node_id: task.nodeId,
    title: task.title,
    description: task.description,
    assignees: { users: task.assignees.users, roles: task.assignees.roles },
    quorum: task.quorum,
    approvals: task.approvals,
    form_schema: task.formSchema,
    allow_self: task.allowSelf,
    status: task.status,
    deadline: task.deadline,
    decided_at: task.decidedAt,
    created_at: task.createdAt,
    updated_at: task.updatedAt,
  };
}
