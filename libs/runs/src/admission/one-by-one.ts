import { isRefusal } from '../store/refusal.js';

/** Carries out a group; where PostgreSQL refuses it, each of its items alone, so that a bad one fails itself only. */
export async function oneByOneIfRefused<T, R>(
  items: readonly T[],
  commit: (items: readonly T[]) => Promise<readonly (R | Error)[]>,
): Promise<readonly (R | Error)[]> {
  try {
    return await commit(items);
  } catch (error) {
    if (!isRefusal(error)) throw error;
    if (items.length === 1) return [error as Error];
    const results: (R | Error)[] = [];
    for (const item of items) results.push(...(await oneByOneIfRefused([item], commit)));
    return results;
  }
}
