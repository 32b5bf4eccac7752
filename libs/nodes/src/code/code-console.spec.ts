import { describe, expect, it } from 'vitest';
import { useCodeNodes } from '../../test/code-node.js';

const { run, failure } = useCodeNodes();

describe('the console of code', () => {
  it('writes to the log, each function at its level', async () => {
    const source = `
      console.log('log'); console.info('info'); console.warn('warn'); console.error('error'); console.debug('debug');`;
    expect((await run({ source })).log).toEqual([
      { level: 'info', message: 'log' },
      { level: 'info', message: 'info' },
      { level: 'warn', message: 'warn' },
      { level: 'error', message: 'error' },
      { level: 'debug', message: 'debug' },
    ]);
  });

  it('writes strings as they are, and everything else as JSON or as what it is called', async () => {
    const source = `
      const circle = {}; circle.circle = circle;
      console.log('a', 1, [{ b: 2n }], null, undefined, true, Symbol('s'), () => 1);
      console.log(new TypeError('no'), new Date(0), circle, 'ä\\u0000');
      console.log(); console.log('');`;
    expect((await run({ source })).log?.map(({ message }) => message)).toEqual([
      'a 1 [{"b":"2n"}] null undefined true Symbol(s) [Function]',
      'TypeError: no "1970-01-01T00:00:00.000Z" [cannot be shown] ä\u0000',
      '',
      '',
    ]);
  });

  it('cuts a line that is too long', async () => {
    const log = (await run({ source: "console.log('x'.repeat(1e6))" })).log;
    expect(log?.map(({ message }) => message.length)).toEqual([16_385]);
  });

  it.each([
    ['lines', "for (let i = 0; i < 5000; i++) console.log('x')", 1_001],
    ['characters', "for (let i = 0; i < 50; i++) console.log('x'.repeat(10_000))", 7],
  ])('takes so many %s, and says that there were more', async (_, source, lines) => {
    const { log = [] } = await run({ source });
    expect(log).toHaveLength(lines);
    expect(log.at(-1)).toEqual({ level: 'warn', message: 'The code wrote more lines; they are left out.' });
  });

  it('shows its last lines in the error of a call that fails, and of one that is broken off', async () => {
    const failed = await failure('for (let i = 0; i < 30; i++) console.log(i); throw new Error("no")');
    const lines = (failed.details as { console: { message: string }[] }).console;
    expect(lines.map(({ message }) => message)).toEqual(Array.from({ length: 20 }, (_, at) => `${at + 10}`));
    expect(await failure('console.warn("on my way"); for (;;);', { timeout_ms: 50 })).toMatchObject({
      code: 'CODE_TIMEOUT',
      details: { console: [{ level: 'warn', message: 'on my way' }] },
    });
  });
});
