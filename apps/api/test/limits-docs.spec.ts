import { readConfig } from '@app/config';
import { DEFINITION_LIMITS, EXPRESSION_LIMITS, PROBLEMS, type JsonObject } from '@app/definition';
import { ERRORS } from '@app/errors';
import { MAX_JSON_DEPTH } from '@app/http';
import { MAX_ARGUMENTS_BYTES, MAX_DELAY_MS, nodeTypes } from '@app/nodes';
import { MAX_PAYLOAD } from '@app/runs';
import { SIMULATION_LIMITS } from '@app/simulation';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const page = readFileSync(new URL('../../../docs/reference/limits.md', import.meta.url), 'utf8');
const settings = readFileSync(new URL('../../../docs/reference/configuration.md', import.meta.url), 'utf8');
const rows = page
  .split('\n')
  .filter((line) => /^\| .* \d/.test(line))
  .map((line) => line.split('|').map((cell) => cell.trim()));

/** A field of a node type's schema. */
function field(type: string, name: string): JsonObject {
  const properties = nodeTypes.get(type)?.schema['properties'] as { readonly [name: string]: JsonObject };
  return properties[name] ?? {};
}

const { http, nodes } = readConfig({ DATABASE_URL: 'postgresql://localhost/limits' });

const LIMITS: Readonly<Record<string, unknown>> = {
  'body of a request, bytes': http.bodyLimitBytes,
  'levels of objects and lists in a body': MAX_JSON_DEPTH,
  'nodes of a definition': DEFINITION_LIMITS.nodes,
  'edges of a definition': DEFINITION_LIMITS.edges,
  'characters of a definition, about': DEFINITION_LIMITS.size,
  'expressions of a definition': DEFINITION_LIMITS.expressions,
  'levels of objects and lists in a definition': DEFINITION_LIMITS.depth,
  'containers in each other': DEFINITION_LIMITS.containers,
  'output of a node, bytes of JSON': nodes.maxOutputBytes,
  'response body of an `http` node, bytes': nodes.httpMaxResponseBytes,
  'redirects of an `http` node': nodes.httpMaxRedirects,
  'items of a `map`': nodes.maxMapItems,
  'turns of a `loop` that says nothing': field('loop', 'max_iterations')['default'],
  'turns that a `loop` may ask for': field('loop', 'max_iterations')['maximum'],
  'runs within runs': nodes.maxSubflowDepth,
  'length of a `delay`, milliseconds': MAX_DELAY_MS,
  'arguments of an `activity` or `workflow`, bytes': MAX_ARGUMENTS_BYTES,
  'payload of an event, characters of JSON': MAX_PAYLOAD,
  'processor time of a `code` node, milliseconds': field('code', 'timeout_ms')['maximum'],
  'memory of a `code` node, MiB': field('code', 'memory_mb')['maximum'],
  'work of an expression': EXPRESSION_LIMITS.work,
  'depth of an expression': EXPRESSION_LIMITS.depth,
  'one string in an expression, characters': EXPRESSION_LIMITS.text,
  'one list in an expression, items': EXPRESSION_LIMITS.list,
  'output of an expression, characters of JSON': EXPRESSION_LIMITS.output,
  'longest `?wait` of a request, milliseconds': http.maxWaitMs,
  'events of a simulation': SIMULATION_LIMITS.events,
};

describe('docs/reference/limits.md', () => {
  it('has every limit, as it is', () => {
    expect(Object.fromEntries(rows.map(([, what = '', limit]) => [what, Number(limit)]))).toEqual(LIMITS);
  });

  it.each(rows)('names a setting and a code that there are: %s %s', (_, __, ___, setting = '', code = '') => {
    expect(setting === '' || settings.includes(`| ${setting} `)).toBe(true);
    expect([...Object.keys(ERRORS), ...Object.keys(PROBLEMS)]).toContain(code.replaceAll('`', ''));
  });
});
