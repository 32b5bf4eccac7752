import { durationMs, type JsonObject, type NodeTypeSpec } from '@app/definition';
import { syntaxProblem } from './check-syntax.js';
import { ATTEMPT_MS } from './code-limits.js';
import { codeSchema } from './code.schema.js';

function check(data: JsonObject): readonly { path: string; message: string }[] {
  const problems: { path: string; message: string }[] = [];
  const syntax = syntaxProblem(data['source'] as string);
  if (syntax !== null) problems.push({ path: 'source', message: syntax });
  const attempt = (typeof data['timeout'] === 'string' ? durationMs(data['timeout']) : null) ?? ATTEMPT_MS;
  const own = data['timeout_ms'];
  if (typeof own === 'number' && own >= attempt) {
    const message = `It is not less than the \`timeout\` of an attempt, which is ${attempt} ms`;
    problems.push({ path: 'timeout_ms', message });
  }
  return problems;
}

/** `code`: JavaScript in a sandbox. */
export const codeType: NodeTypeSpec = {
  type: 'code',
  title: 'Code',
  description:
    "Runs JavaScript in a sandbox that reaches nothing outside. Its output is what the code returns; `console` writes to the run's log.",
  kind: 'effect',
  schema: codeSchema,
  fields: { input: 'template' },
  check,
  handles: () => ['out'],
  errorHandle: true,
  defaultTimeoutMs: ATTEMPT_MS,
  // Nothing outside knows of an attempt.
  repeatable: () => true,
};
