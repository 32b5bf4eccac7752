import type { Definition } from '@app/definition';
import { isInevitable } from './inevitable.js';

/** A definition, and what its `subflow` nodes call: by node id, the name of a definition of the same map. */
export interface Caller {
  readonly definition: Definition;
  readonly calls: ReadonlyMap<string, string>;
}

/** The definitions of which every run, as long as nothing fails, runs others without end. */
export function endless(callers: ReadonlyMap<string, Caller>): ReadonlySet<string> {
  // All are, until one is found that can come to its end without calling one of them.
  const left = new Map(callers);
  for (let before = -1; before !== left.size;) {
    before = left.size;
    // What is called stands behind those that call it, and is looked at first.
    for (const [name, { definition, calls }] of [...left].toReversed()) {
      const wanted = [...calls].filter(([, called]) => left.has(called)).map(([node]) => node);
      if (wanted.length === 0 || !isInevitable(definition, new Set(wanted))) left.delete(name);
    }
  }
  return new Set(left.keys());
}
