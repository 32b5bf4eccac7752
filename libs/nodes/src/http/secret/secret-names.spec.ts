import { describe, expect, it } from 'vitest';
import { secretNames } from './secret-names.js';

describe('the names of secrets in a template', () => {
  it.each([
    ['{{ secrets.A }}', ['A']],
    ['Bearer {{secrets.A_1}} {{ secrets . B & secrets.`C` }}', ['A_1', 'B', 'C']],
    ['{"x":"{{ $uppercase(secrets.A) }}"}', ['A']],
    ['read secrets.md', []],
    ['{{ nodes.secrets.output }} {{ input.mysecrets.x }} {{ $secrets.x }}', []],
    ['{{ $lookup(secrets, "A") }}', []],
  ])('of %s are %j', (template, names) => {
    expect(secretNames(template)).toEqual(names);
  });
});
