/** The types of lock.mjs for TypeScript that is checked without JavaScript. */
export function withLock<T>(path: string, waiting: string, work: () => Promise<T>): Promise<T>;
export function isAlive(pid: number): boolean;
