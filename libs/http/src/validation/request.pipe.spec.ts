import { AppError } from '@app/errors';
import { describe, expect, it } from 'vitest';
import { IsGiven, IsListText, IsText } from './fields.js';
import { FreeJson } from './free-json.js';
import { RequestPipe } from './request.pipe.js';

class ColourQuery {
  @IsListText(['red', 'green', 'blue'])
  colour: string[];
}

class DrawingDto {
  @IsText(1, 5)
  name: string;

  @FreeJson(readSize)
  @IsGiven('a size')
  size: number;

  @FreeJson()
  note?: unknown;
}

function readSize(value: unknown): number {
  if (typeof value === 'string') return value.length;
  const wrong = (path: string) => ({ path, message: 'is wrong' });
  throw new AppError('VALIDATION_FAILED', undefined, { details: [wrong('size.a'), wrong('size.b')] });
}

/** What the pipe makes of a request, or the details of its refusal. */
async function take(metatype: new () => object, value: unknown): Promise<unknown> {
  try {
    return { ...((await new RequestPipe().transform(value, { metatype, type: 'body' })) as object) };
  } catch (error) {
    if (error instanceof AppError && error.code === 'VALIDATION_FAILED') return error.details;
    throw error;
  }
}

describe('a list in a query', () => {
  it.each([['red,blue'], [['red', 'blue']], [['red,blue', 'red']]])('is taken as %j', async (colour) => {
    expect(await take(ColourQuery, { colour })).toEqual({ colour: ['red', 'blue'] });
  });

  it.each([[''], ['red,'], ['pink,red'], ['red;blue'], ['red, blue'], [undefined], [[['red']]], [{ red: 1 }]])(
    'is refused as %j, with what it may be',
    async (colour) => {
      const message = 'must be one or more of red, green, blue, with commas between them';
      expect(await take(ColourQuery, { colour })).toEqual([{ path: 'colour', message }]);
    },
  );
});

describe('a field of free JSON', () => {
  it('is handed on as it is read, and one that has no reader as it came', async () => {
    const note = { a: [null] };
    expect(await take(DrawingDto, { name: 'x', size: 'four', note })).toEqual({ name: 'x', size: 4, note });
  });

  it('is refused together with the other fields', async () => {
    expect(await take(DrawingDto, { name: '', size: null, more: 1 })).toMatchObject([
      { path: 'more' },
      { path: 'name' },
      { path: 'size.a' },
      { path: 'size.b' },
    ]);
    expect(await take(DrawingDto, { name: 'x' })).toEqual([{ path: 'size', message: 'must be a size' }]);
  });
});

describe('a request that gives nothing that rules are about', () => {
  it('is judged as the first one was, whatever came between them', async () => {
    const pipe = new RequestPipe();
    const judge = (value: unknown) =>
      pipe.transform(value, { metatype: DrawingDto, type: 'body' }).then(
        () => [],
        (error: unknown) => (error as AppError).details.map(({ path }) => path),
      );
    for (const [value, wrong] of [
      [{}, ['name', 'size']],
      [{ name: 'x', size: 'four' }, []],
      [{ note: 1 }, ['name', 'size']],
      [{ more: 1 }, ['more', 'name', 'size']],
      [{ size: null }, ['name', 'size.a', 'size.b']],
      [{}, ['name', 'size']],
    ] as const)
      expect(await judge(value)).toEqual(wrong);
  });
});
