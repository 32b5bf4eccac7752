import type { ExpressionScope, Json, PlanNode } from '@app/definition';
import type { Effect, EffectCall, LogLine, Outcome } from '@app/engine';
import { evaluate } from '../executor/evaluate.js';
import type { ExecutorOptions } from '../executor/executor-options.js';
import type { EffectExecutor } from '../executor/node-executor.js';
import { MEMORY_MB, TIMEOUT_MS } from './code-limits.js';
import type { CodeCall } from './sandbox/code-call.js';
import { CodeThreads } from './threads/code-threads.js';
import { toCodeError } from './to-code-error.js';

/** Carries `code` nodes out, in threads that all of them share. */
export class CodeExecutor implements EffectExecutor {
  readonly kind = 'effect';
  private readonly threads: CodeThreads;
  private readonly maxOutput: number;

  constructor({ code, maxOutputBytes = Infinity }: ExecutorOptions) {
    this.threads = new CodeThreads(code);
    this.maxOutput = maxOutputBytes;
  }

  prepare(node: PlanNode, scope: ExpressionScope, at: number): Effect {
    const isGiven = node.data['input'] !== undefined;
    const input = isGiven ? evaluate(node, 'input', scope, at) : scope.input;
    // The run's input is recorded with the run; a step that repeated it would only take room.
    return { input: isGiven ? { input } : {}, run: (call) => this.run(node, input, call) };
  }

  close(): Promise<void> {
    return this.threads.close();
  }

  private async run(node: PlanNode, input: Json, { signal }: EffectCall): Promise<Outcome> {
    const call: CodeCall = {
      source: node.data['source'] as string,
      input: JSON.stringify(input),
      timeoutMs: (node.data['timeout_ms'] as number | undefined) ?? TIMEOUT_MS.default,
      memoryMb: (node.data['memory_mb'] as number | undefined) ?? MEMORY_MB.default,
      maxOutput: this.maxOutput,
    };
    const log: LogLine[] = [];
    const end = await this.threads.run(call, signal, (line) => log.push(line));
    if (end.kind !== 'returned') throw toCodeError(end, call, log);
    return { output: JSON.parse(end.json) as Json, handles: null, ...(log.length === 0 ? {} : { log }) };
  }
}
