import type { Json, JsonObject } from '@app/definition';
import { describe, expect, it } from 'vitest';
import { aScope, AT, planNode } from '../../test/plan-node.js';
import { thrown } from '../../test/thrown.js';
import { approvalExecutor } from './approval.executor.js';
import { approvalType } from './approval.node-type.js';

const ask = (data: JsonObject, input: Json = {}) =>
  approvalExecutor.awaitApproval(planNode('approval', { title: 'Pay?', ...data }), aScope({ input }), AT);
const assigned = (users: Json, input: Json = {}) => ask({ assignees: { users } }, input).task.assignees.users;
const invalid = { code: 'NODE_DATA_INVALID' };

describe('approval', () => {
  it('asks with all that its fields say', () => {
    const form = { type: 'object', required: ['budget'] };
    const data = {
      title: 'Pay {{ input.amount }}?',
      description: 'For {{ input.lines }}',
      assignees: { users: ['ada', '{{ input.manager }}'], roles: ['finance'] },
      quorum: 2,
      form_schema: form,
      timeout: '2d',
      allow_self: false,
    };
    expect(ask(data, { amount: 7, lines: ['a'], manager: 'grace' })).toEqual({
      task: {
        title: 'Pay 7?',
        description: 'For ["a"]',
        assignees: { users: ['ada', 'grace'], roles: ['finance'] },
        quorum: 2,
        formSchema: form,
        allowSelf: false,
      },
      until: AT + 2 * 86_400_000,
    });
  });

  it('asks anybody, needs one, and waits for ever where nothing is said', () => {
    const nobody = { users: [], roles: [] };
    expect(ask({})).toEqual({
      task: { title: 'Pay?', description: null, assignees: nobody, quorum: 1, formSchema: null, allowSelf: true },
      until: null,
    });
  });

  it('takes lists that templates give, and names each once', () => {
    expect(assigned('{{ input }}', ['ada', ' grace '])).toEqual(['ada', 'grace']);
    expect(assigned('{{ input }}', 'ada')).toEqual(['ada']);
    expect(assigned(['ada', '{{ input }}'], ['ada', null, 'grace'])).toEqual(['ada', 'grace']);
    expect(assigned('{{ input.nothing }}')).toEqual([]);
  });

  it.each([[[1]], [['']], [[' ']], [['a'.repeat(201)]], [['a\0b']], [[{}]], [true]])(
    'fails where %j is to be asked',
    (users) => {
      expect(thrown(() => assigned('{{ input }}', users))).toMatchObject(invalid);
    },
  );

  it('fails where so many have to approve that they never can', () => {
    const assignees = { users: ['{{ input }}', 'grace'] };
    expect(ask({ assignees, quorum: 2 }, 'ada').task.quorum).toBe(2);
    expect(thrown(() => ask({ assignees, quorum: 2 }, 'grace'))).toMatchObject(invalid);
    expect(ask({ assignees: { roles: ['finance'] }, quorum: 2 }).task.quorum).toBe(2);
  });

  it('fails with too many names, and without a title', () => {
    const many = Array.from({ length: 1_001 }, (_, at) => `u${at}`);
    expect(thrown(() => assigned('{{ input }}', many))).toMatchObject(invalid);
    expect(thrown(() => ask({ title: '{{ input }}' }, ' '))).toMatchObject(invalid);
  });

  it('makes texts such that they can be kept and shown', () => {
    expect(ask({ title: '{{ input }}' }, 'a\0b').task.title).toBe('a\uFFFDb');
    const { title } = ask({ title: '{{ input }}' }, `${'x'.repeat(499)}😀😀`).task;
    expect([title.length, title.isWellFormed()]).toEqual([501, true]);
  });

  it('finds what can never work before the flow runs', () => {
    const paths = (data: JsonObject) => approvalType.check?.({ title: 'x', ...data }).map(({ path }) => path);
    expect(paths({ assignees: { users: ['ada', 'ada '] }, quorum: 2 })).toEqual(['quorum']);
    expect(paths({ assignees: { users: 'ada', roles: [' '] } })).toEqual(['assignees.users', 'assignees.roles[0]']);
    expect(paths({ timeout: 'soon' })).toEqual(['timeout']);
    expect(paths({ assignees: { users: ['{{ input.x }}'] }, quorum: 2, timeout: '{{ input.y }}h' })).toEqual([]);
  });
});
