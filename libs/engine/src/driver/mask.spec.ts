import { describe, expect, it } from 'vitest';
import { maskedError, maskedLine } from './mask.js';

const MASKED = { mask: true, masksInput: false };
const READS_MASKED = { mask: false, masksInput: true };
const PLAIN = { mask: false, masksInput: false };
const anError = (code: string) => ({
  code,
  message: 'it says "hunter2"',
  details: { body: 'hunter2' },
  retryable: true,
  retryAfterMs: 5,
});

describe('what is recorded of a masked node', () => {
  it('is the code of its error, what that means, and when to try again', () => {
    expect(maskedError(MASKED, anError('HTTP_STATUS'))).toEqual({
      code: 'HTTP_STATUS',
      message: 'The response has a status that is not among `success_statuses`.',
      retryable: true,
      retryAfterMs: 5,
    });
    expect(maskedError(MASKED, anError('OUR_OWN'))).toMatchObject({ code: 'OUR_OWN', message: '***' });
  });

  it('is nothing of what it logs', () => {
    const line = { level: 'warn', message: 'hunter2' } as const;
    expect(maskedLine(MASKED, line)).toEqual({ level: 'warn', message: '***' });
    expect(maskedLine(PLAIN, line)).toBe(line);
  });

  it('is of one that only reads masked values hidden where an error quotes what it has read', () => {
    const [quotes, other] = [anError('EXPRESSION_FAILED'), anError('HTTP_STATUS')];
    expect(JSON.stringify(maskedError(READS_MASKED, quotes))).not.toContain('hunter2');
    expect(maskedError(READS_MASKED, other)).toBe(other);
    expect(maskedError(PLAIN, quotes)).toBe(quotes);
  });
});
