import type { Json } from '@app/definition';
import { NodeError } from '@app/engine';
import { isDeep, MAX_DEPTH } from './depth.js';

/** Every character of a string is at most six bytes of JSON (`\u0000`), a number at most 25. */
const BYTES_PER_CHARACTER = 6;
const BYTES_PER_SCALAR = 25;

/** @returns what is left of `budget` after an upper bound of the value's JSON; negative as soon as it is used up. */
function spend(value: Json, budget: number, depth: number): number {
  if (typeof value === 'string') return budget - 2 - BYTES_PER_CHARACTER * value.length;
  if (typeof value !== 'object' || value === null) return budget - BYTES_PER_SCALAR;
  if (depth >= MAX_DEPTH) throw tooDeep();
  let left = budget - 2;
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length && left >= 0; i++) left = spend(value[i] as Json, left - 1, depth + 1);
    return left;
  }
  for (const key in value) {
    if (left < 0) return left;
    left = spend(value[key] as Json, left - 4 - BYTES_PER_CHARACTER * key.length, depth + 1);
  }
  return left;
}

const tooDeep = (): NodeError =>
  new NodeError('OUTPUT_NOT_STORABLE', `The output is nested deeper than ${MAX_DEPTH} levels.`);

/**
 * Refuses an output whose JSON is larger than the limit. Most outputs are small: an upper bound,
 * a walk without allocations, says so; only what passes the bound is turned into JSON to be measured.
 * @throws NodeError OUTPUT_TOO_LARGE, OUTPUT_NOT_STORABLE (nested too deeply)
 */
export function checkOutput(output: Json, maxBytes: number): void {
  if (spend(output, maxBytes, 0) >= 0) return;
  if (isDeep(output)) throw tooDeep();
  const bytes = Buffer.byteLength(JSON.stringify(output));
  if (bytes > maxBytes) {
    throw new NodeError('OUTPUT_TOO_LARGE', `The output has ${bytes} bytes; ${maxBytes} are allowed.`, {
      details: { bytes, max_bytes: maxBytes },
    });
  }
}
