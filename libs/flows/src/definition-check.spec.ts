import { AppError } from '@app/errors';
import { aDefinition } from '@app/testing';
import { describe, expect, it } from 'vitest';
import { assertRunnable, definitionToKeep } from './definition-check.js';

/** The codes and places of a refusal; null where there is none. */
function refusal(act: () => unknown) {
  try {
    act();
    return null;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { code: error.code, details: error.details.map(({ code, path }) => [code, path]) };
  }
}

const log = { type: 'log', data: { message: 'x' } };

describe('a definition that is to be kept', () => {
  it.each([
    [null],
    [7],
    [[]],
    [{}],
    [{ nodes: [] }],
    [{ nodes: [{ id: 'a\0', type: 'log', data: {} }], edges: [] }],
    [{ nodes: [{ id: 'a', type: 'log', data: { '\ud800': 1 } }], edges: [] }],
    [{ nodes: [{ id: '1', ...log }], edges: [] }],
  ])('is not one that nobody could read back: %j', (definition) => {
    expect(refusal(() => definitionToKeep(definition))).toMatchObject({ code: 'VALIDATION_FAILED' });
  });

  it('is refused with all of its errors, not only with those that a draft may not have', () => {
    const definition = {
      nodes: [
        { id: '1', ...log },
        { id: 'b', type: 'nonsense', data: {} },
        { id: 'c', ...log },
      ],
      edges: [{ id: 'e', source: 'b', target: 'x' }],
    };
    expect(refusal(() => definitionToKeep(definition))).toEqual({
      code: 'VALIDATION_FAILED',
      details: [
        ['NODE_ID_INVALID', 'definition.nodes[0].id'],
        ['NODE_TYPE_UNKNOWN', 'definition.nodes[1].type'],
        ['EDGE_TO_NOWHERE', 'definition.edges[0].target'],
      ],
    });
  });

  it('may have the problems of a draft', () => {
    const { problems } = definitionToKeep(aDefinition([{ id: 'a', type: 'nonsense' }]));
    expect(problems).toMatchObject([{ code: 'NODE_TYPE_UNKNOWN' }]);
  });
});

describe('a definition that is to run', () => {
  it('has warnings only, which are given back', () => {
    const { nodes, edges } = aDefinition([{ id: 'a', type: 'log', data: { message: 'x', colour: 'red' } }]);
    expect(assertRunnable({ nodes, edges })).toMatchObject([{ code: 'NODE_DATA_UNKNOWN' }]);
    const bad = definitionToKeep(aDefinition([{ id: 'a', type: 'nonsense' }])).definition;
    expect(refusal(() => assertRunnable(bad))).toEqual({
      code: 'FLOW_HAS_PROBLEMS',
      details: [['NODE_TYPE_UNKNOWN', 'definition.nodes[0].type']],
    });
  });
});
