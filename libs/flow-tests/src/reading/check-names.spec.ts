import type { JsonObject } from '@app/definition';
import { describe, expect, it } from 'vitest';
import { aTest, ORDERS } from '../../test/a-test.js';
import { unknownNames } from './check-names.js';

const told = (expectations: JsonObject, mocks: JsonObject = {}): string[] =>
  unknownNames(aTest({ expectations, mocks }), ORDERS).map(({ path, message }) => `${path} ${message}`);

describe('the nodes that a test names', () => {
  it('are those of the definition, by id or by path', () => {
    const names = ['charge', 'ship', 'parcels', 'parcels[0]', 'parcels[12].ship', 'parcels.ship'];
    expect(told({ path: { ran: names, in_order: names }, error: { path: 'parcels[0].ship' } }, { charge: {} })).toEqual(
      [],
    );
    expect(told({ holds: ['nodes.charge.output', 'steps[path="nowhere"]', 'nodes.*'] })).toEqual([]);
  });

  it('are told where they are none, wherever they stand', () => {
    const path = { ran: ['a'], did_not_run: ['charge', 'b'], only: ['c'], in_order: ['d'] };
    expect(told({ path, error: { path: 'e' }, holds: ['nodes.f.output'] }, { g: {}, __proto__x: {} })).toEqual([
      'mocks.g there is no node `g`',
      'mocks.__proto__x there is no node `__proto__x`',
      'expect.path.ran[0] there is no node `a`',
      'expect.path.did_not_run[1] there is no node `b`',
      'expect.path.only[0] there is no node `c`',
      'expect.path.in_order[0] there is no node `d`',
      'expect.error.path there is no node `e`',
      'expect.holds[0] reads nodes.f, and there is no such node',
    ]);
  });

  it('are told where a path leads to them that is none', () => {
    expect(told({ path: { ran: ['parcels[0].charge', 'charge.ship', 'ship.pack'] } })).toEqual([
      'expect.path.ran[0] `charge` is in no container',
      'expect.path.ran[1] `ship` is in `parcels`, not in `charge`',
      'expect.path.ran[2] `ship` is in `parcels`, which its path must name',
    ]);
  });
});
