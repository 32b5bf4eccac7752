import type { ApprovalView } from './approval-view.js';

const COLUMNS = {
  id: 'a.id',
  runId: 'a.run_id',
  flowId: 'a.flow_id',
  flowName: 'r.flow_name',
  path: 'a.path',
  attempt: 'a.attempt',
  nodeId: 'a.node_id',
  title: 'a.title',
  description: 'a.description',
  assignees: 'a.assignees',
  quorum: 'a.quorum',
  approvals: `(select count(*)::int from approval_votes v where v.approval_id = a.id and v.decision = 'approved')`,
  formSchema: 'a.form_schema',
  allowSelf: 'a.allow_self',
  masked: 'a.masked',
  status: 'a.status',
  deadline: 'a.deadline',
  decidedAt: 'a.decided_at',
  createdAt: 'a.created_at',
  updatedAt: 'a.updated_at',
} as const satisfies Record<keyof ApprovalView, string>;

/** SQL: the columns of an ApprovalView, by its names, of approvals `a` and their runs `r`. */
export const VIEW_COLUMNS = Object.entries(COLUMNS)
  .map(([name, column]) => `${column} as "${name}"`)
  .join(', ');
