import type { Evaluable, ExpressionScope, Json, PlanNode } from '@app/definition';
import { NodeError } from '@app/engine';
import { MAX_ASSIGNEES, MAX_NAME } from './approval-limits.js';

/** Those who are asked, each once. @throws NodeError NODE_DATA_INVALID */
export function assigneesOf(
  node: PlanNode,
  scope: ExpressionScope,
  at: number,
): { readonly users: readonly string[]; readonly roles: readonly string[] } {
  const { users, roles } = (node.data['assignees'] ?? {}) as Record<string, Evaluable | undefined>;
  return {
    users: names(users?.evaluate(scope, at), 'assignees.users'),
    roles: names(roles?.evaluate(scope, at), 'assignees.roles'),
  };
}

/** Lists within the list are from templates; what is null there was left out by whoever made them. */
function names(value: Json | undefined, field: string): readonly string[] {
  const all = (Array.isArray(value) ? value.flat() : [value ?? null]).filter((name) => name !== null);
  const texts = all.map((name) => {
    const text = typeof name === 'string' ? name.trim() : '';
    if (text === '' || text.length > MAX_NAME || text.includes('\0') || !text.isWellFormed())
      throw new NodeError(
        'NODE_DATA_INVALID',
        `\`${field}\` holds something that is no name of 1 to ${MAX_NAME} characters.`,
      );
    return text;
  });
  const distinct = [...new Set(texts)];
  if (distinct.length > MAX_ASSIGNEES)
    throw new NodeError(
      'NODE_DATA_INVALID',
      `\`${field}\` has ${distinct.length} names; ${MAX_ASSIGNEES} are allowed.`,
    );
  return distinct;
}
