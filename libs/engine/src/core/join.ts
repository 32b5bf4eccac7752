import type { Join } from '@app/definition';

/**
 * Whether a node runs, is omitted, or cannot be decided yet (flow language, section 3).
 *
 * @param incoming how many edges come in; `taken` and `dead` of them are settled
 */
export function decideJoin(join: Join, incoming: number, taken: number, dead: number): 'run' | 'omit' | 'wait' {
  const needed = join === 'any' ? 1 : typeof join === 'object' ? join.n_of_m : null;
  if (needed !== null) {
    if (taken >= needed) return 'run';
    return incoming - dead < needed ? 'omit' : 'wait';
  }
  if (taken + dead < incoming) return 'wait';
  const holds = join === 'all_success' ? dead === 0 : taken > 0;
  return holds ? 'run' : 'omit';
}
