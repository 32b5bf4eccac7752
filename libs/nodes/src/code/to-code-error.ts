import { type LogLine, NodeError } from '@app/engine';
import type { CodeCall, CodeEnd, Thrown } from './sandbox/code-call.js';

/** Lines of the console that an error shows, and characters of each. */
const LINES = 20;
const CHARACTERS = 500;

/** What a call that gave no value fails its node with; `details.console` has the last lines that the code wrote. */
export function toCodeError(
  end: Exclude<CodeEnd, { kind: 'returned' }>,
  call: CodeCall,
  log: readonly LogLine[],
): NodeError {
  const lines = log.slice(-LINES).map(({ level, message }) => ({ level, message: message.slice(0, CHARACTERS) }));
  const details = (own: object) => ({ details: { ...own, ...(lines.length === 0 ? {} : { console: lines }) } });
  switch (end.kind) {
    case 'threw':
      return new NodeError('CODE_FAILED', messageOf(end.thrown), details(readable(end.thrown)));
    case 'timeout':
      return new NodeError(
        'CODE_TIMEOUT',
        `The code took longer than its \`timeout_ms\` of ${call.timeoutMs}${lineOf(end.thrown)}.`,
        details({ timeout_ms: call.timeoutMs, ...placeOf(end.thrown) }),
      );
    case 'memory':
      return new NodeError(
        'CODE_MEMORY_LIMIT',
        `The code needed more than its \`memory_mb\` of ${call.memoryMb}.`,
        details({ memory_mb: call.memoryMb }),
      );
    case 'not-settled':
      return new NodeError(
        'CODE_NOT_SETTLED',
        'The code waits for a promise that nothing can settle any more.',
        details({}),
      );
    case 'no-json':
      return new NodeError('OUTPUT_NOT_STORABLE', `The code returned what is no JSON: ${end.message}.`, details({}));
    case 'too-large':
      return new NodeError(
        'OUTPUT_TOO_LARGE',
        `The output has more than the ${call.maxOutput} bytes that are allowed.`,
        details({ max_bytes: call.maxOutput }),
      );
    case 'broken':
      return new NodeError('NODE_FAILED', `The sandbox broke: ${end.message}`, details({}));
  }
}

function messageOf(thrown: Thrown | null): string {
  if (thrown === null) return 'The code threw something that cannot be read.';
  const { isError, name, message } = thrown;
  return `${isError ? `${name}: ${message}` : `The code threw ${message}`}${lineOf(thrown)}`;
}

const lineOf = (thrown: Thrown | null): string => (thrown?.line === undefined ? '' : ` (line ${thrown.line})`);

function readable(thrown: Thrown | null): object {
  return thrown === null ? {} : { name: thrown.name, message: thrown.message, ...placeOf(thrown) };
}

function placeOf(thrown: Thrown | null): object {
  if (thrown?.line === undefined) return {};
  const { line, column, stack } = thrown;
  return { line, column, stack };
}
