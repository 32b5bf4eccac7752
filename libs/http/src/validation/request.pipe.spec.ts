import { AppError } from '@app/errors';
import { describe, expect, it } from 'vitest';
import { IsListText } from './fields.js';
import { RequestPipe } from './request.pipe.js';

class ColourQuery {
  @IsListText(['red', 'green', 'blue'])
  colour: string[];
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
