import type { ExpressionScope, JsonObject, PlanNode } from '@app/definition';
import { NodeError, type ApprovalTask } from '@app/engine';
import { evaluate } from '../executor/evaluate.js';
import type { ApprovalExecutor } from '../executor/node-executor.js';
import { text } from '../executor/text.js';
import { waitEnd } from '../executor/wait-end.js';
import { DEFAULT_QUORUM } from './approval-limits.js';
import { assigneesOf } from './assignees.js';

const MAX_TITLE = 500;
const MAX_DESCRIPTION = 16_384;

/** Says what people are asked, and how long they have. */
export const approvalExecutor: ApprovalExecutor = {
  kind: 'approval',
  awaitApproval: (node, scope, at) => ({ task: taskOf(node, scope, at), until: waitEnd(node, scope, at) }),
};

function taskOf(node: PlanNode, scope: ExpressionScope, at: number): ApprovalTask {
  const title = shown(text(evaluate(node, 'title', scope, at)).trim(), MAX_TITLE);
  if (title === '') throw new NodeError('NODE_DATA_INVALID', '`title` comes to nothing.');
  const description = evaluate(node, 'description', scope, at);
  const assignees = assigneesOf(node, scope, at);
  const quorum = (node.data['quorum'] as number | undefined) ?? DEFAULT_QUORUM;
  if (assignees.users.length > 0 && assignees.users.length < quorum)
    throw new NodeError('NODE_DATA_INVALID', `${quorum} have to approve, and only ${assignees.users.length} may.`);
  return {
    title,
    description: description === null ? null : shown(text(description), MAX_DESCRIPTION),
    assignees,
    quorum,
    formSchema: (node.data['form_schema'] as JsonObject | undefined) ?? null,
    allowSelf: node.data['allow_self'] !== false,
  };
}

/** As PostgreSQL can keep it, and a list can show it. */
function shown(value: string, most: number): string {
  const storable = value.replaceAll('\0', '\uFFFD').toWellFormed();
  return storable.length > most ? `${storable.slice(0, most).toWellFormed()}…` : storable;
}
