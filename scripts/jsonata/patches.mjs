// What is changed in jsonata's text beside async and await. Each patch must be found exactly `times` times (1).
// Hooks: spend, text, list, charge, compared, sized (runtime.js) count work before it is done.
import { clocks } from './patches/clocks.mjs';
import { internals, synchronous } from './patches/internals.mjs';
import { lists } from './patches/lists.mjs';
import { parsing } from './patches/parsing.mjs';
import { unforgeable, unmutated } from './patches/safety.mjs';
import { sorting } from './patches/sorting.mjs';
import { strings } from './patches/strings.mjs';

export const patches = [
  ...synchronous,
  ...internals,
  ...unforgeable,
  ...unmutated,
  ...strings,
  ...lists,
  ...clocks,
  ...parsing,
  ...sorting,
];
