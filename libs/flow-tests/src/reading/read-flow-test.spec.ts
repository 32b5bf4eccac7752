import { AppError } from '@app/errors';
import { describe, expect, it } from 'vitest';
import { aTest } from '../../test/a-test.js';
import { checkedField, readFlowTest, toContent, toWritten } from './read-flow-test.js';

function problems(value: unknown): string[] {
  const found: string[] = [];
  readFlowTest(value, 'tests[0]', (path, message) => found.push(`${path} ${message}`));
  return found;
}

const inExpect = (expectations: unknown): string[] =>
  problems({ name: 'x', expect: expectations }).map((text) => text.replace('tests[0].expect', '$'));

describe('a test as it is written', () => {
  it('is read with what it says, and with nothing where it says nothing', () => {
    const whole = {
      name: 'x',
      description: null,
      input: null,
      mocks: { a: [{ output: 1, delay: '1s' }] },
      events: [{ name: 'e', after: '1d' }],
      cancel_after: '2h',
      start_at: '2030-01-01T00:00:00+02:00',
      expect: { status: 'failed', duration: { min: '1s', max: '1s' } },
    };
    expect(problems(whole)).toEqual([]);
    expect(toWritten(toContent(whole as never))).toEqual(whole);
    expect(readFlowTest({ name: 'x' }, '', () => undefined)).toEqual(aTest({ name: 'x' }));
  });

  it('is refused with all that is wrong in it, each with its place', () => {
    const wrong = {
      name: '',
      input: [Infinity],
      mocks: { a: { outptu: 1 } },
      events: [{ after: 'soon' }],
      cancel_after: 'x',
      start_at: '2030-W01-1T00:00:00Z',
      nope: 1,
    };
    expect(problems(wrong).map((text) => text.split(' ')[0])).toEqual([
      'tests[0].name',
      'tests[0].input[0]',
      'tests[0].mocks.a.outptu',
      'tests[0].events[0].name',
      'tests[0].events[0].after',
      'tests[0].cancel_after',
      'tests[0].start_at',
      'tests[0].nope',
    ]);
    expect(problems([])).toEqual(['tests[0] must be an object']);
    expect(problems({})).toEqual(['tests[0].name must be given']);
    expect(problems({ name: 'x', input: 'y'.repeat(262_144) })).toEqual([
      'tests[0] must have at most 262144 characters of JSON',
    ]);
  });

  it.each([
    [{ status: 'ok' }, '$.status must be one of success, failed, cancelled, waiting'],
    [{ status: 'success', error: { code: 'X' } }, '$.status must be failed or cancelled where an `error` is expected'],
    [{ error: {} }, '$.error must have a `code` or a `path`'],
    [{ error: { message: 'x' } }, '$.error.message is no field of an expected error'],
    [{ path: { runs: ['a'] } }, '$.path.runs is no field of an expected path'],
    [{ path: { ran: 'a' } }, '$.path.ran must be a list of at most 1000'],
    [{ path: { only: [1] } }, '$.path.only[0] must be a text of 1 to 1,000 characters'],
    [{ duration: { min: '1 day' } }, '$.duration.min must be a duration, such as 30s, 1h30m or PT30S'],
    [{ duration: { min: '2s', max: '1s' } }, '$.duration.min must not be longer than `max`'],
    [{ output: { a: Infinity } }, '$.output.a is a number that is too large'],
    [{ holds: 'true' }, '$.holds must be a list of at most 100'],
    [{ holds: [true] }, '$.holds[0] must be an expression, as text'],
    [{ holds: ['ouput = 1'] }, '$.holds[0] reads `ouput`; there are input, status, output,'],
    [{ holds: ['1', '$nope(1)'] }, '$.holds[1] reads $nope, which is no variable and no function'],
    [{ holds: ['output ='] }, '$.holds[0] is no expression: '],
    [{ holds: ['$random() > 0'] }, '$.holds[0] is no expression: '],
    [{ hold: [] }, '$.hold is no field of `expect`'],
    [[], '$ must be an object'],
  ])('is refused where it expects %j', (expectations, message) => {
    expect(inExpect(expectations)).toEqual([expect.stringMatching(new RegExp(`^${escaped(message)}`))]);
  });

  it('is taken where it expects what is named in the scope of its expressions', () => {
    const holds = [
      '{{ output.a }}',
      '($x := steps[status="failed"]; $count($x) = 0)',
      '$$.input = 1',
      'log[0].level = "info"',
    ];
    expect(inExpect({ holds })).toEqual([]);
  });

  it('is read field by field too', () => {
    expect(checkedField('cancel_after', '1h')).toBe('1h');
    expect(() => checkedField('cancel_after', 1)).toThrow(AppError);
  });
});

const escaped = (text: string): string => text.replaceAll(/[$()*+.?[\\\]^{|}]/g, String.raw`\$&`);
