declare module 'vitest' {
  interface ProvidedContext {
    /** Host and port of a Temporal server. */
    temporalAddress: string;
  }
}

export {};
