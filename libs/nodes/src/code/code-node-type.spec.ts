import { validate } from '@app/definition';
import { describe, expect, it } from 'vitest';
import { nodeTypes } from '../registry.js';
import { codeType } from './code.node-type.js';

const paths = (data: object) => codeType.check?.({ source: 'return 1', ...data }).map(({ path }) => path);

describe('code, as a node type', () => {
  it('may be carried out again when nobody knows what became of an attempt', () => {
    expect(codeType.repeatable?.({})).toBe(true);
  });

  it('has a problem at `source` where its syntax is wrong', () => {
    const node = { id: 'broken', type: 'code', data: { source: 'const a = 1;\nconst a = 2;' } };
    expect(validate({ nodes: [node], edges: [] }, nodeTypes)).toMatchObject([
      {
        code: 'NODE_DATA_INVALID',
        severity: 'error',
        path: 'nodes[0].data.source',
        message: "Identifier 'a' has already been declared (line 2)",
      },
    ]);
  });

  it('has a problem where the code may take longer than the attempt', () => {
    expect(paths({ timeout_ms: 9_999 })).toEqual([]);
    expect(paths({ timeout_ms: 10_000 })).toEqual(['timeout_ms']);
    expect(paths({ timeout_ms: 30_000, timeout: '1m' })).toEqual([]);
    expect(paths({ timeout_ms: 500, timeout: '500ms' })).toEqual(['timeout_ms']);
  });
});
