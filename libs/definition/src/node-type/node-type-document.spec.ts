import { describe, expect, it } from 'vitest';
import { fakeTypes } from '../../test/fake-types.js';
import { nodeTypeDocument } from './node-type-document.js';
import type { NodeTypeSpec } from './node-type-spec.js';

describe('nodeTypeDocument', () => {
  it('has the fields of the type and those that all types share', () => {
    const document = nodeTypeDocument(fakeTypes.get('http') as NodeTypeSpec);
    expect(Object.keys(document.schema.properties as object)).toEqual([
      'url',
      'headers',
      'label',
      'when',
      'join',
      'timeout',
      'retry',
      'on_error',
      'mask',
    ]);
    expect(document).toMatchObject({
      type: 'http',
      handles: ['out', 'error'],
      fields: { when: 'expression', url: 'template', headers: 'secret-template' },
    });
    expect(JSON.parse(JSON.stringify(document))).toEqual(document);
  });

  it('is made of every type, also where the handles are made by the data', () => {
    for (const spec of fakeTypes.values()) expect(nodeTypeDocument(spec).type).toBe(spec.type);
  });
});
