import type { Json, JsonObject } from '@app/definition';
import { AppError } from '@app/errors';
import { describe, expect, it } from 'vitest';
import type { Decision } from '../approval-status.js';
import { checkForm } from './check-form.js';

const BUDGET: JsonObject = { type: 'object', required: ['budget'], properties: { budget: { type: 'string' } } };

function paths(schema: JsonObject | null, decision: Decision, form?: Json): readonly string[] {
  try {
    checkForm(schema, { decision, form });
    return [];
  } catch (error) {
    if (error instanceof AppError && error.code === 'APPROVAL_FORM_INVALID')
      return error.details.map(({ path }) => path);
    throw error;
  }
}

describe('the form of a vote', () => {
  it('has to hold the schema of the task, and every place that does not is named', () => {
    expect(paths(BUDGET, 'approved', { budget: 'a' })).toEqual([]);
    expect(paths(BUDGET, 'approved', { budget: 1 })).toEqual(['form.budget']);
    expect(paths(BUDGET, 'approved', null)).toEqual(['form']);
    expect(paths({ items: { type: 'string' } }, 'approved', ['a', 1])).toEqual(['form[1]']);
  });

  it('counts as empty where an approval leaves it out', () => {
    expect(paths(BUDGET, 'approved')).toEqual(['form.budget']);
    expect(paths({ type: 'object' }, 'approved')).toEqual([]);
  });

  it('may be left out of a rejection, and is looked at where it is given', () => {
    expect(paths(BUDGET, 'rejected')).toEqual([]);
    expect(paths(BUDGET, 'rejected', {})).toEqual(['form.budget']);
  });

  it('is refused where the task asks for none', () => {
    expect(paths(null, 'approved')).toEqual([]);
    expect(paths(null, 'approved', { budget: 'a' })).toEqual(['form']);
    expect(paths(null, 'rejected', null)).toEqual(['form']);
  });

  it('has a bound', () => {
    expect(paths({}, 'approved', 'x'.repeat(70_000))).toEqual(['form']);
  });
});
