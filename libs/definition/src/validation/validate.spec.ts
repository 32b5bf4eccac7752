import { describe, expect, it } from 'vitest';
import { aDefinition, aNode } from '../../test/a-definition.js';
import { fakeTypes } from '../../test/fake-types.js';
import type { JsonObject } from '../json.js';
import { problemExamples } from '../../test/problem-examples.js';
import { PROBLEMS } from './problems.js';
import { validate } from './validate.js';

const codes = (definition: unknown) => validate(definition, fakeTypes).map(({ code }) => code);
const value = (id: string, output: string, rest = {}) => aNode(id, 'transform', { output, ...rest });
const start = aNode('s', 'start');
const choose = aNode('c', 'condition', { expression: 'input.x' });

describe('validate', () => {
  it.each(Object.entries(problemExamples))('finds %s, and says where', (code, { definition, path }) => {
    expect(validate(definition, fakeTypes)).toContainEqual(
      expect.objectContaining({ code, path, severity: PROBLEMS[code as keyof typeof PROBLEMS].severity }),
    );
  });

  it('finds nothing wrong with a sound flow', () => {
    const nodes = [
      start,
      aNode('check', 'condition', { expression: 'input.amount > 10', label: 'Large?' }),
      aNode('get-user', 'http', {
        url: 'https://x/{{ input.id }}',
        headers: { a: '{{ secrets.TOKEN }}' },
        retry: { max_attempts: 5 },
        timeout: '1m',
      }),
      aNode('look', 'assign', { variables: { skip: '{{ input.skip }}' } }),
      value('small', '{{ $uppercase(input.name) }}', { when: '{{ $not(vars.skip) }}' }),
      aNode('oops', 'fail', { message: '{{ nodes."get-user".error.message }}' }),
      aNode('out', 'end', {
        output: { user: '{{ nodes.check.status }}', at: '{{ $now() }}', n: '{{ $count(input.items[price > 3]) }}' },
      }),
    ];
    const definition = aDefinition(
      nodes,
      's -> check',
      'check:true -> get-user',
      'check:false -> look',
      'look -> small',
      'get-user:error -> oops',
      'get-user -> out',
      'small -> out',
    );
    expect(validate(definition, fakeTypes)).toEqual([]);
  });

  it('names the way that leads to a problem', () => {
    const nodes = [
      start,
      aNode('c', 'condition', { expression: 'input.x' }),
      aNode('a', 'http', { url: 'u' }),
      value('b', '{{ nodes.a.output.body }}'),
    ];
    const definition = aDefinition(nodes, 's -> c', 'c:true -> a', 'c:false -> b', 'a -> b');
    expect(validate(definition, fakeTypes)).toEqual([
      {
        code: 'NODE_MAY_NOT_HAVE_RUN',
        severity: 'warning',
        message: '"a" has no output when c = false; it reads as null then',
        node: 'b',
        path: 'nodes[3].data.output',
        counter_example: [{ node: 'c', outcome: 'false' }],
      },
    ]);
  });

  it('sees that an output is there where every way to its reader has made it', () => {
    const nodes = [
      start,
      aNode('c', 'condition', { expression: 'input.x' }),
      value('a', 'x'),
      value('b', '{{ nodes.a.output }}', { join: 'all_success' }),
      value('z', '1'),
    ];
    expect(codes(aDefinition(nodes, 's -> c', 'c:true -> a', 'a -> b', 'c:true -> b', 'c:false -> z'))).toEqual([]);
  });

  it('knows that a handled error leaves no output, and a node that goes on has one', () => {
    const nodes = [aNode('a', 'http', { url: 'u' }), value('b', '{{ nodes.a.output }}')];
    expect(validate(aDefinition(nodes, 'a:error -> b', 'a -> b'), fakeTypes)).toMatchObject([
      { counter_example: [{ node: 'a', outcome: 'fails' }] },
    ]);
    const goesOn = [aNode('a', 'http', { url: 'u', on_error: 'continue' }), value('b', '{{ nodes.a.output }}')];
    expect(codes(aDefinition(goesOn, 'a -> b'))).toEqual([]);
  });

  it('says that a node may have been skipped', () => {
    const nodes = [value('a', 'x', { when: 'input.x' }), value('m', 'x'), value('b', '{{ nodes.a.output }}')];
    expect(validate(aDefinition(nodes, 'a -> b', 'm -> b'), fakeTypes)).toMatchObject([
      { counter_example: [{ node: 'a', outcome: 'skipped' }] },
    ]);
  });

  it('counts what can be taken together for n_of_m', () => {
    const cases = [
      { id: 'p', when: '1' },
      { id: 'q', when: '2' },
    ];
    const flow = (n: number, multiple: boolean) =>
      codes(
        aDefinition(
          [aNode('w', 'switch', { cases, multiple }), aNode('e', 'end', { join: { n_of_m: n } })],
          'w:p -> e',
          'w:q -> e',
          'w:default -> e',
        ),
      );
    expect(flow(1, false)).toEqual([]);
    expect(flow(2, false)).toEqual(['JOIN_NEVER_HOLDS']);
    expect(flow(2, true)).toEqual([]);
    expect(flow(3, true)).toEqual(['JOIN_NEVER_HOLDS']);
    expect(flow(4, true)).toEqual(['JOIN_NEVER_HOLDS']);
  });

  it('knows that two handles are taken together when an error falls back on both', () => {
    const flow = (data: object) =>
      codes(
        aDefinition(
          [aNode('c', 'condition', { expression: 'input.x', ...data }), aNode('e', 'end', { join: 'all_success' })],
          'c:true -> e',
          'c:false -> e',
        ),
      );
    expect(flow({})).toEqual(['JOIN_NEVER_HOLDS']);
    expect(flow({ on_error: 'continue' })).toEqual([]);
  });

  it('lets inner scopes read outward, with the names that their container gives', () => {
    const nodes = [
      value('a', 'x'),
      aNode('m', 'map', { items: 'nodes.a.output', as: 'order' }),
      aNode('g', 'group', {}, { parentId: 'm' }),
      aNode('b', 'transform', { output: '{{ nodes.a.output & order.id & index }}' }, { parentId: 'g' }),
      value('z', '{{ order }}'),
    ];
    expect(validate(aDefinition(nodes, 'a -> m'), fakeTypes)).toMatchObject([{ code: 'NAME_UNKNOWN', node: 'z' }]);
  });

  it('knows that a step behind a named one reads from where that one did', () => {
    const read = (expression: string) => validate(aDefinition([value('a', `{{ ${expression} }}`)]), fakeTypes);
    expect(read('input@$i.run.id & $i.x')).toEqual([]);
    expect(read('input@$i.secrets.TOKEN')).toMatchObject([{ code: 'SECRET_NOT_ALLOWED' }]);
    expect(read('nodes.x@$n.y.output')).toMatchObject([{ code: 'NODE_UNKNOWN' }, { code: 'NODE_UNKNOWN' }]);
  });

  it('helps with an id that has a hyphen', () => {
    const nodes = [value('get-user', 'x'), value('b', '{{ nodes.get-user.output }}')];
    expect(validate(aDefinition(nodes, 'get-user -> b'), fakeTypes)[0]?.message).toContain('nodes."get-user"');
  });

  it('names a circle', () => {
    const nodes = [value('a', 'x'), value('b', 'x'), value('c', 'x')];
    expect(validate(aDefinition(nodes, 'a -> b', 'b -> c', 'c -> b'), fakeTypes)[0]?.message).toContain('b -> c -> b');
    expect(codes(aDefinition(nodes, 'a -> a'))).toEqual(['CYCLE']);
  });

  describe('of run variables', () => {
    const set = (id: string, variables: JsonObject, rest: JsonObject = {}) =>
      aNode(id, 'assign', { variables, ...rest });
    const found = (definition: unknown) =>
      validate(definition, fakeTypes).map(({ code, node, counter_example }) => ({ code, node, counter_example }));

    it('knows those that are set before, by one of several nodes or by their reader’s own earlier value', () => {
      const nodes = [
        choose,
        set('a', { x: 1, n: 1 }),
        set('b', { x: 2, n: 2 }),
        set('m', { n: '{{ vars.n + 1 }}' }, { when: 'vars.n > 1' }),
        value('r', '{{ vars.x.y & vars.n }}'),
      ];
      expect(
        found(aDefinition(nodes, 'c:true -> a', 'c:false -> b', 'a -> m', 'b -> m', 'm -> r', 'a -> r', 'b -> r')),
      ).toEqual([]);
    });

    it('names those that nothing sets, and what is set', () => {
      const nodes = [set('a', { name: 1, total: 2 }), value('b', '{{ vars.nmae.first & vars.nmae.last }}')];
      expect(validate(aDefinition(nodes, 'a -> b'), fakeTypes)).toMatchObject([
        { code: 'VARIABLE_UNKNOWN', node: 'b', message: 'No `assign` sets the variable "nmae"; there are name, total' },
      ]);
      expect(found(aDefinition([set('a', { n: '{{ vars.m }}' })]))).toMatchObject([{ code: 'VARIABLE_UNKNOWN' }]);
    });

    it('says on which way one has not been set', () => {
      const nodes = [choose, set('a', { x: 1 }), set('b', { x: 1 }, { when: 'input.b' }), value('r', '{{ vars.x }}')];
      expect(found(aDefinition(nodes, 'c:true -> a', 'c:false -> b', 'a -> r', 'b -> r', 'c:false -> r'))).toEqual([
        {
          code: 'VARIABLE_MAY_NOT_BE_SET',
          node: 'r',
          counter_example: [
            { node: 'c', outcome: 'false' },
            { node: 'b', outcome: 'skipped' },
          ],
        },
      ]);
    });

    it('says that one may be set later or at the same time', () => {
      const nodes = [set('a', { x: 1, n: '{{ vars.n }}' }), value('b', '{{ vars.x }}')];
      expect(found(aDefinition(nodes))).toMatchObject([
        { code: 'VARIABLE_MAY_NOT_BE_SET', node: 'a' },
        { code: 'VARIABLE_MAY_NOT_BE_SET', node: 'b' },
      ]);
    });

    it('sees outward from a container, and not into one', () => {
      const inside = { parentId: 'g' };
      const nodes = [
        set('a', { x: 1 }),
        aNode('g', 'group'),
        { ...set('i', { y: '{{ vars.x }}' }), ...inside },
        { ...value('j', '{{ vars.y }}'), ...inside },
        value('r', '{{ vars.y }}'),
      ];
      expect(found(aDefinition(nodes, 'a -> g', 'i -> j', 'g -> r'))).toMatchObject([
        { code: 'VARIABLE_UNKNOWN', node: 'r' },
      ]);
    });

    it.each([
      '$lookup(vars, input.name)',
      'vars',
      'vars.*',
      '$keys(vars)',
      'vars[$exists(x)]',
      'vars.(x & y)',
      '(vars).x',
      'input.items.(vars.x)',
      'vars@$v.input',
      '$map(input.names, function($n) { $lookup(vars, $n) })',
    ])('takes %s as it is: what it reads is known only when it runs', (expression) => {
      expect(found(aDefinition([value('a', `{{ ${expression} }}`)]))).toEqual([]);
    });

    it('says nothing where it cannot know what is set', () => {
      const reader = value('r', '{{ vars.x }}');
      expect(codes(aDefinition([aNode('a', 'assign', { variables: 1 }), reader]))).toEqual(['NODE_DATA_INVALID']);
      expect(codes(aDefinition([aNode('a', 'mystery'), reader]))).toEqual(['NODE_TYPE_UNKNOWN']);
    });
  });

  it('says that a node which does no work outside has no use for a time-out and retries', () => {
    const idle = { timeout: '5s', retry: { max_attempts: 3 } };
    const nodes = [
      value('a', 'x', idle),
      aNode('d', 'delay', { duration: '1s', ...idle }),
      aNode('h', 'http', { url: 'u', ...idle }),
    ];
    expect(validate(aDefinition(nodes), fakeTypes).map(({ code, node, path }) => [code, node, path])).toEqual([
      ['FIELD_WITHOUT_EFFECT', 'a', 'nodes[0].data.timeout'],
      ['FIELD_WITHOUT_EFFECT', 'a', 'nodes[0].data.retry'],
      ['FIELD_WITHOUT_EFFECT', 'd', 'nodes[1].data.timeout'],
      ['FIELD_WITHOUT_EFFECT', 'd', 'nodes[1].data.retry'],
    ]);
  });

  it('says that a start cannot mask the input', () => {
    const nodes = [aNode('s', 'start', { mask: true }), value('a', 'x', { mask: true })];
    expect(validate(aDefinition(nodes, 's -> a'), fakeTypes).map(({ code, path }) => [code, path])).toEqual([
      ['FIELD_WITHOUT_EFFECT', 'nodes[0].data.mask'],
    ]);
  });

  it('keeps the keys of an editor', () => {
    const definition = {
      ...aDefinition([{ ...value('a', 'x'), selected: true, width: 3, measured: { width: 1 } }]),
      viewport: { x: 0, y: 0, zoom: 1 },
    };
    expect(codes(definition)).toEqual([]);
  });
});
