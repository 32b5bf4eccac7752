import { describe, expect, it } from 'vitest';
import { aDefinition, aNode } from '../../test/a-definition.js';
import type { Definition } from '../definition.js';
import type { JsonObject } from '../json.js';
import { subflowReferences, withSubflowReferences } from './subflow-references.js';

const calls = (...data: JsonObject[]): Definition =>
  aDefinition(data.map((each, at) => aNode(`n${at}`, 'subflow', each)));

describe('the flows that a definition names', () => {
  it('are those of its subflow nodes, each with its version, once', () => {
    const definition = calls(
      { flow: 'b', version: 2 },
      { flow: 'a' },
      { flow: 'a', version: 'published' },
      { version: 1 },
      { flow: 7 },
      { flow: '' },
    );
    const nodes = [...definition.nodes, aNode('x', 'activity', { flow: 'c' }), null as never];
    expect(subflowReferences({ ...definition, nodes })).toEqual([
      { flow: 'b', version: 2 },
      { flow: 'a', version: null },
    ]);
    expect(subflowReferences({} as Definition)).toEqual([]);
  });

  it('can be put in anew, with all else as it was written', () => {
    const before = calls(
      { input: {}, version: 2, flow: 'a', wait: true },
      { flow: 'a' },
      { flow: 'b', version: 'published' },
    );
    const after = withSubflowReferences(before, ({ flow, version }) => ({
      flow: `new-${flow}`,
      version: version === null ? null : version + 5,
    }));
    expect(JSON.stringify(after.nodes.map(({ data }) => data))).toBe(
      JSON.stringify([
        { input: {}, version: 7, flow: 'new-a', wait: true },
        { flow: 'new-a' },
        { flow: 'new-b', version: 'published' },
      ]),
    );
    expect(withSubflowReferences(before, (reference) => reference)).toEqual(before);
  });
});
