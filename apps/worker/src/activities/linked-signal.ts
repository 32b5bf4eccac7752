/** A signal that is aborted with the first of others. */
export interface LinkedSignal {
  readonly signal: AbortSignal;
  abort(): void;
  /** Lets go of the others: one that lives as long as the process would else hold every signal ever linked to it. */
  release(): void;
}

/** Links a new signal to others. */
export function linkSignals(...sources: readonly AbortSignal[]): LinkedSignal {
  const controller = new AbortController();
  const abort = (): void => controller.abort();
  for (const source of sources) {
    if (source.aborted) abort();
    else source.addEventListener('abort', abort);
  }
  const release = (): void => {
    for (const source of sources) source.removeEventListener('abort', abort);
  };
  return { signal: controller.signal, abort, release };
}
