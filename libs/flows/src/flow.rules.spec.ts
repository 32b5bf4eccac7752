import { AppError, type ErrorCode } from '@app/errors';
import { describe, expect, it } from 'vitest';
import { assertExpected, nextStatus } from './flow.rules.js';

function codeOf(act: () => unknown): ErrorCode | null {
  try {
    act();
    return null;
  } catch (error) {
    if (error instanceof AppError) return error.code;
    throw error;
  }
}

const draft = { status: 'draft', publishedVersion: null } as const;
const active = { status: 'active', publishedVersion: 2 } as const;
const archived = { status: 'archived', publishedVersion: 2 } as const;

describe('the status of a flow', () => {
  it('stays where nothing is said of it, unless the flow is archived', () => {
    expect(nextStatus(draft, {})).toBe('draft');
    expect(nextStatus(active, { name: 'x' })).toBe('active');
    expect(codeOf(() => nextStatus(archived, { name: 'x' }))).toBe('FLOW_ARCHIVED');
  });

  it('becomes archived, and goes back to what the publication makes it', () => {
    expect(nextStatus(draft, { status: 'archived', name: 'x' })).toBe('archived');
    expect(nextStatus(archived, { status: 'archived', name: undefined })).toBe('archived');
    expect(nextStatus(archived, { status: 'active' })).toBe('active');
    expect(nextStatus({ ...archived, publishedVersion: null }, { status: 'draft' })).toBe('draft');
  });

  it('stays archived alone: nothing else is changed with it', () => {
    expect(codeOf(() => nextStatus(archived, { status: 'archived', name: 'x' }))).toBe('FLOW_ARCHIVED');
    expect(codeOf(() => nextStatus(archived, { status: 'archived', description: null }))).toBe('FLOW_ARCHIVED');
  });

  it('is never what the publication does not make it', () => {
    expect(codeOf(() => nextStatus(draft, { status: 'active' }))).toBe('VALIDATION_FAILED');
    expect(codeOf(() => nextStatus(archived, { status: 'draft' }))).toBe('VALIDATION_FAILED');
  });
});

describe('the version that a change expects', () => {
  it('is any, one of some, or none', () => {
    expect(codeOf(() => assertExpected({ version: 3 }, null))).toBeNull();
    expect(codeOf(() => assertExpected({ version: 3 }, [2, 3]))).toBeNull();
    expect(codeOf(() => assertExpected({ version: 3 }, [2]))).toBe('PRECONDITION_FAILED');
    expect(codeOf(() => assertExpected({ version: 3 }, []))).toBe('PRECONDITION_FAILED');
  });
});
