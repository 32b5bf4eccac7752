import type { JsonObject } from '@app/definition';
import { MEMORY_MB, SOURCE_LENGTH, TIMEOUT_MS } from './code-limits.js';

/** JSON Schema of the own fields of `code`. */
export const codeSchema: JsonObject = {
  type: 'object',
  required: ['source'],
  properties: {
    source: {
      type: 'string',
      minLength: 1,
      maxLength: SOURCE_LENGTH,
      title: 'Source',
      description:
        'JavaScript: the body of an async function with `input` in scope. What it returns is the output. No template: `{{ }}` stays as it is.',
      examples: ['return { total: input.lines.reduce((sum, line) => sum + line.price, 0) };'],
    },
    input: {
      title: 'Input',
      description: "A template of any JSON; its value is `input` in the code. Missing: the run's input.",
      examples: ['{{ nodes.order.output.body }}', { lines: '{{ input.lines }}', rate: '{{ vars.rate }}' }],
    },
    timeout_ms: {
      type: 'integer',
      minimum: 1,
      maximum: TIMEOUT_MS.max,
      default: TIMEOUT_MS.default,
      title: 'Time-out',
      description: 'Processor time that the code may take, in milliseconds. Less than `timeout`.',
      examples: [200],
    },
    memory_mb: {
      type: 'integer',
      minimum: MEMORY_MB.min,
      maximum: MEMORY_MB.max,
      default: MEMORY_MB.default,
      title: 'Memory',
      description: 'Memory that the sandbox may take, in MiB, about 6 for itself.',
      examples: [64],
    },
  },
};
