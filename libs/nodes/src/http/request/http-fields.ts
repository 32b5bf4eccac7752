import type { Evaluable, ExpressionScope, Json, PlanNode } from '@app/definition';
import { NodeError } from '@app/engine';
import { evaluate } from '../../executor/evaluate.js';
import { MASK } from '../secret/scrubber.js';
import { readsSecrets, secretNames } from '../secret/secret-names.js';

const NAMES = ['url', 'query', 'headers', 'body', 'auth'] as const;

/** The fields of a call with their expressions put in; null where missing. */
export type HttpFields = { readonly method: string } & { readonly [name in (typeof NAMES)[number]]: Json };

type Secrets = { readonly [name: string]: string };

const sourceOf = (node: PlanNode, field: string): string => (node.data[field] as Evaluable | undefined)?.source ?? '';

/** The fields of the node that read secrets; most nodes have none. */
export function secretFields(node: PlanNode): readonly string[] {
  return NAMES.filter((name) => readsSecrets(sourceOf(node, name)));
}

/** @throws NodeError NODE_DATA_INVALID for a secret that is not there: sent without it, the call would mean something else. */
export function checkSecretNames(node: PlanNode, fields: readonly string[], secrets: Secrets): void {
  const missing = fields
    .flatMap((field) => secretNames(sourceOf(node, field)))
    .find((name) => !Object.hasOwn(secrets, name));
  if (missing !== undefined) throw new NodeError('NODE_DATA_INVALID', `There is no secret "${missing}".`);
}

function evaluateAll(node: PlanNode, value: (name: string) => Json): HttpFields {
  const method = (node.data['method'] as string | undefined) ?? 'GET';
  return {
    method,
    url: value('url'),
    query: value('query'),
    headers: value('headers'),
    body: value('body'),
    auth: value('auth'),
  };
}

/** The fields of a call; `secrets` null where no field reads any. */
export function httpFields(node: PlanNode, scope: ExpressionScope, at: number, secrets: Secrets | null): HttpFields {
  const full = secrets === null ? scope : { ...scope, secrets };
  return evaluateAll(node, (name) => evaluate(node, name, full, at));
}

/** The fields as they may be recorded: `***` for every secret, and for a field that makes of a mask nothing that can be shown. */
export function maskedFields(
  node: PlanNode,
  scope: ExpressionScope,
  at: number,
  fields: readonly string[],
  secrets: Secrets,
): HttpFields {
  const masked = { ...scope, secrets: Object.fromEntries(Object.keys(secrets).map((name) => [name, MASK])) };
  return evaluateAll(node, (name) => {
    if (!fields.includes(name)) return evaluate(node, name, scope, at);
    try {
      return evaluate(node, name, masked, at);
    } catch {
      return MASK;
    }
  });
}
