import { readConfig } from '@app/config';
import { describe, expect, it } from 'vitest';
import { createScrubber, REDACTED, REDACTED_FIELDS } from './redaction.js';

const config = readConfig({
  DATABASE_URL: 'postgres://millrace:p%40ssw%22ord@localhost/millrace',
  FLOW_SECRET_TOKEN: 'hunter2-hunter2',
  FLOW_SECRET_LONGER: 'hunter2-hunter2-and-more',
  FLOW_SECRET_SHORT: 'info',
  ENCRYPTION_KEYS: `k1:${'M'.repeat(42)}0=`,
});
const scrub = createScrubber(config);

describe('createScrubber', () => {
  it.each(REDACTED_FIELDS)('takes the text of %s out at any depth', (name) => {
    const line = JSON.stringify({
      a: [{ headers: { [name]: 'x "quoted" \\ y', [name.toUpperCase()]: 'z' } }],
      keep: 'k',
    });
    expect(JSON.parse(scrub(line))).toEqual({
      a: [{ headers: { [name]: REDACTED, [name.toUpperCase()]: REDACTED } }],
      keep: 'k',
    });
  });

  it('takes credentials out of URLs, queries and headers in running text', () => {
    const line = JSON.stringify({ msg: 'cannot reach postgres://u:pw@db/x?a=1&token=abc&b=2, sent Bearer abcdefghij' });
    expect(scrub(line)).toBe(
      JSON.stringify({ msg: `cannot reach postgres://u:pw@db/x?a=1&token=abc&b=2, sent Bearer abcdefghij` })
        .replace('//u:pw@', `//${REDACTED}@`)
        .replace('token=abc', `token=${REDACTED}`)
        .replace('Bearer abcdefghij', `Bearer ${REDACTED}`),
    );
  });

  it('takes out what the configuration holds as a secret, wherever it stands, as JSON writes it', () => {
    const line = scrub(
      JSON.stringify({ msg: 'hunter2-hunter2-and-more, hunter2-hunter2', err: { stack: 'at p@ssw"ord' } }),
    );
    expect(JSON.parse(line)).toEqual({ msg: `${REDACTED}, ${REDACTED}`, err: { stack: `at ${REDACTED}` } });
  });

  it('takes encryption keys out', () => {
    expect(scrub(JSON.stringify({ msg: `k1:${'M'.repeat(42)}0=` }))).toBe(JSON.stringify({ msg: `k1:${REDACTED}` }));
  });

  it('leaves everything else, and words as short as a level, as they are', () => {
    const line = JSON.stringify({
      level: 'info',
      url: '/api/v1/flows?per_page=10',
      tokens: 3,
      msg: 'at https://a.example/b:c@d',
    });
    expect(scrub(line)).toBe(line);
  });
});
