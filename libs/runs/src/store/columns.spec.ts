import { describe, expect, it } from 'vitest';
import { Columns } from './columns.js';

describe('Columns', () => {
  it('gives one array a column, with what a row does not have as null', () => {
    const columns = new Columns(3);
    columns.add([1, 'a', true]);
    columns.add([2.5, null]);
    expect(columns.values).toEqual(['{1,2.5}', '{"a",NULL}', '{true,NULL}']);
  });

  it('gives empty arrays without rows', () => {
    expect(new Columns(2).values).toEqual(['{}', '{}']);
  });
});
