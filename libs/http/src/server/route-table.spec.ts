import { describe, expect, it } from 'vitest';
import { RouteTable } from './route-table.js';

function aTable(): RouteTable {
  const table = new RouteTable();
  table.add('GET', '/flows');
  table.add(['POST'], '/flows');
  table.add(['GET', 'PUT'], '/flows/:id');
  table.add('POST', '/flows/validate');
  table.add('OPTIONS', '*');
  return table;
}

describe('RouteTable', () => {
  it.each([
    ['/flows', ['GET', 'POST']],
    ['/flows?a=/b', ['GET', 'POST']],
    ['/flows/17', ['GET', 'PUT']],
    ['/flows/', []],
    ['/flows/17/18', []],
    ['/', []],
    ['', []],
  ])('knows the methods of %s', (url, methods) => {
    expect(aTable().methodsFor(url)).toEqual(methods);
  });

  it('gives a path that is spelled out no method of a route with a parameter', () => {
    expect(aTable().methodsFor('/flows/validate')).toEqual(['POST']);
    expect(aTable().refuses('GET', '/flows/validate?x=1')).toBe(true);
    expect(aTable().refuses('POST', '/flows/validate')).toBe(false);
    expect(aTable().refuses('DELETE', '/flows/17')).toBe(false);
  });
});
