declare module 'vitest' {
  /** What the global setup of `*.int-spec.ts` and `*.e2e-spec.ts` provides: `inject('databaseUrl')`. */
  interface ProvidedContext {
    /** A PostgreSQL whose user may make databases. */
    databaseUrl: string;
    /** A Temporal server with the namespace `default`. */
    temporalAddress: string;
  }
}

export {};
