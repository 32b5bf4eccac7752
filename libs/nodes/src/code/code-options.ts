/** Limits of `code` nodes, for a whole process. */
export interface CodeOptions {
  /** Threads that run code at the same time; further calls wait for one. Default: 2. */
  readonly threads?: number;
  /** Milliseconds after which a thread that has nothing to do is ended. Default: 30 s. */
  readonly idleMs?: number;
}
