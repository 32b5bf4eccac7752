import { AppError } from '@app/errors';
import { describe, expect, it } from 'vitest';
import { assertMayVote, outcome, type VotedTask } from './vote.rules.js';

const task = (over: Partial<VotedTask> = {}): VotedTask => ({
  status: 'pending',
  overdue: false,
  assignees: { users: [], roles: [] },
  quorum: 1,
  allowSelf: true,
  startedBy: ['ada'],
  ...over,
});

function refusal(over: Partial<VotedTask>, by = 'ada', voted = false): string | null {
  try {
    assertMayVote(task(over), by, voted);
    return null;
  } catch (error) {
    return error instanceof AppError ? error.code : String(error);
  }
}

describe('who may vote', () => {
  it('is anybody where nobody is named, also where roles are: they cannot be checked', () => {
    expect(refusal({})).toBeNull();
    expect(refusal({ assignees: { users: [], roles: ['finance'] } })).toBeNull();
  });

  it('is one of the users where any are named', () => {
    const assignees = { users: ['ada', 'grace'], roles: ['finance'] };
    expect(refusal({ assignees }, 'grace')).toBeNull();
    expect(refusal({ assignees }, 'Grace')).toBe('APPROVAL_NOT_ASSIGNED');
  });

  it('is not the one who started the run where the task says so', () => {
    expect(refusal({ allowSelf: false })).toBe('APPROVAL_SELF');
    expect(refusal({ allowSelf: false }, 'grace')).toBeNull();
    expect(refusal({ allowSelf: false, startedBy: [] })).toBeNull();
  });

  it('is nobody once the task is closed or its time is over', () => {
    for (const status of ['approved', 'rejected', 'timed_out', 'cancelled'] as const)
      expect(refusal({ status })).toBe('APPROVAL_CLOSED');
    expect(refusal({ overdue: true })).toBe('APPROVAL_CLOSED');
  });

  it('is nobody twice, and who asks again is told so even where the vote has closed the task', () => {
    expect(refusal({}, 'ada', true)).toBe('APPROVAL_ALREADY_VOTED');
    expect(refusal({ status: 'approved' }, 'ada', true)).toBe('APPROVAL_ALREADY_VOTED');
  });
});

describe('what votes decide', () => {
  const votes = (...decisions: ('approved' | 'rejected')[]) => decisions.map((decision) => ({ decision }));

  it('is approval where as many approve as must', () => {
    expect(outcome({ quorum: 2 }, votes('approved'))).toBeNull();
    expect(outcome({ quorum: 2 }, votes('approved', 'approved'))).toBe('approved');
  });

  it('is rejection where one rejects, whatever the quorum', () => {
    expect(outcome({ quorum: 3 }, votes('approved', 'rejected'))).toBe('rejected');
    expect(outcome({ quorum: 3 }, votes('rejected'))).toBe('rejected');
  });
});
