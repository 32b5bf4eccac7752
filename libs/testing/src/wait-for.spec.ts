import { describe, expect, it } from 'vitest';
import { waitFor } from './wait-for.js';

describe('waitFor', () => {
  it('gives the first answer that is one', async () => {
    const answers = [undefined, null, false, 0];
    expect(await waitFor(() => answers.shift(), { every: 1 })).toBe(0);
  });

  it('takes a throw for no answer, and shows the last one when time is up', async () => {
    const ask = () => Promise.reject(new Error('not yet'));
    await expect(waitFor(ask, { within: 20, every: 5, what: 'the moon' })).rejects.toMatchObject({
      message: 'Waited 20 ms for the moon',
      cause: new Error('not yet'),
    });
  });
});
