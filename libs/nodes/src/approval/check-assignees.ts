import type { Json, JsonObject } from '@app/definition';
import { DEFAULT_QUORUM, MAX_NAME } from './approval-limits.js';

const isStatic = (value: Json): value is string => typeof value === 'string' && !value.includes('{{');

/** What can be said of those who are asked before the templates have values. */
export function checkAssignees({ assignees, ...data }: JsonObject): { path: string; message: string }[] {
  const quorum = (data.quorum as number | undefined) ?? DEFAULT_QUORUM;
  const { users, roles } = (assignees ?? {}) as { readonly users?: Json; readonly roles?: Json };
  const problems = [...checkNames(users, 'assignees.users'), ...checkNames(roles, 'assignees.roles')];
  if (!Array.isArray(users) || users.length === 0 || !users.every(isStatic)) return problems;
  const named = new Set(users.map((user) => user.trim())).size;
  if (named < quorum) problems.push({ path: 'quorum', message: `${quorum} have to approve, and only ${named} may.` });
  return problems;
}

function checkNames(names: Json | undefined, path: string): { path: string; message: string }[] {
  if (isStatic(names ?? null)) return [{ path, message: 'A list of names is needed, or a template that gives one.' }];
  if (!Array.isArray(names)) return [];
  return names.flatMap((name, at) => {
    if (!isStatic(name) || (name.trim() !== '' && name.trim().length <= MAX_NAME)) return [];
    return [{ path: `${path}[${at}]`, message: `A name has 1 to ${MAX_NAME} characters.` }];
  });
}
