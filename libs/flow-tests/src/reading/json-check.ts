import { infiniteBelow } from '@app/http';
import type { FieldCheck } from './field-check.js';

/** JSON that can be kept: a number such as 1e400 is read as infinite, and would be kept as null. */
export const json: FieldCheck = (value, place, report) => {
  const below = infiniteBelow(value);
  if (below !== null) report(`${place}${below}`, 'is a number that is too large');
};
