import { describe, expect, it } from 'vitest';
import { useCodeNodes } from '../../test/code-node.js';

const SOURCE = `
function price(line) {
  return line.price.amount;
}
return input.lines.map(price);`;

const { run, failure } = useCodeNodes();

describe('the errors of code', () => {
  it('say what was thrown, and where in the source', async () => {
    const error: unknown = await run({ source: SOURCE }, { lines: [{}] }).catch((reason: unknown) => reason);
    expect(error).toMatchObject({
      code: 'CODE_FAILED',
      message: "TypeError: cannot read property 'amount' of undefined (line 3)",
      options: {
        details: {
          name: 'TypeError',
          message: "cannot read property 'amount' of undefined",
          line: 3,
          column: 20,
          stack: ['price (3:20)', 'code (5:23)'],
        },
      },
    });
  });

  it('keep the name of an error of their own, and are not worth another attempt', async () => {
    const source = 'class NoStock extends Error { name = "NoStock" } throw new NoStock("none left")';
    expect(await failure(source)).toMatchObject({
      message: 'NoStock: none left (line 1)',
      details: { name: 'NoStock', message: 'none left' },
      retryable: false,
    });
  });

  it.each([
    ['null', 'null'],
    ['undefined', 'undefined'],
    ['"a text"', 'a text'],
    ['{ reason: "no" }', '{"reason":"no"}'],
    ['Symbol("s")', 'Symbol(s)'],
    ['() => 1', '[Function]'],
    ['Object.create(null)', '{}'],
    ['new Proxy({}, { get() { throw 1 }, ownKeys() { throw 2 }, getPrototypeOf() { throw 3 } })', '[cannot be shown]'],
    ['{ get message() { throw 1 }, toJSON() { throw 2 }, toString() { throw 3 } }', '[cannot be shown]'],
  ])('say what is thrown that is no error, %s', async (thrown, shown) => {
    expect(await failure(`throw ${thrown}`)).toMatchObject({
      code: 'CODE_FAILED',
      message: `The code threw ${shown}`,
    });
  });

  it('do without what would take for ever to be read', async () => {
    expect(await failure('throw { get message() { for (;;); } }')).toMatchObject({
      code: 'CODE_FAILED',
      message: 'The code threw something that cannot be read.',
    });
  });

  it('bound what they repeat', async () => {
    const error = await failure('throw new Error("x".repeat(1e6))');
    expect(JSON.stringify(error).length).toBeLessThan(20_000);
  });

  it('say that a promise can no longer be settled', async () => {
    expect(await failure('await new Promise(() => {})')).toMatchObject({ code: 'CODE_NOT_SETTLED' });
  });

  it('say the line of what the sandbox refuses and the check does not', async () => {
    expect(await failure('\neval("1 +");')).toMatchObject({
      code: 'CODE_FAILED',
      details: { name: 'SyntaxError', line: 2 },
    });
  });
});
