import { describe, expect, it } from 'vitest';
import { Journal } from './journal.js';
import type { OutsideWrite } from './outside.js';

const CHILD = { runId: 'c', flowVersionId: 'v', input: null, terms: {}, wait: true };
const TASK = {
  title: 't',
  description: null,
  assignees: { users: [], roles: [] },
  quorum: 1,
  formSchema: null,
  allowSelf: false,
};
const AT = { path: 'a', attempt: 1 };

const PAIRS: readonly (readonly [OutsideWrite, OutsideWrite])[] = [
  [
    { ...AT, type: 'child.start', child: CHILD },
    { ...AT, type: 'child.cancel' },
  ],
  [
    { ...AT, type: 'wait.open', event: 'e' },
    { ...AT, type: 'wait.close' },
  ],
  [
    { ...AT, type: 'approval.open', task: TASK, deadline: null },
    { ...AT, type: 'approval.close', status: 'cancelled' },
  ],
];

describe.each(PAIRS)('what $type has begun', (begin, end) => {
  const journal = new Journal(0);
  const drained = (...writes: OutsideWrite[]) => {
    for (const write of writes) journal.beside(write);
    return journal.drain().outside;
  };

  it('is not begun where it is over again before it is written', () => {
    expect(drained(begin, end)).toEqual([]);
  });

  it('is ended by the next write where it was written', () => {
    expect(drained(begin)).toEqual([begin]);
    expect(drained(end)).toEqual([end]);
  });

  it('goes on where another attempt, or another node, is over', () => {
    const others = [
      { ...end, attempt: 2 },
      { ...end, path: 'a[0].a' },
    ];
    expect(drained(begin, ...others)).toEqual([begin, ...others]);
  });
});
