type Secrets = { readonly [name: string]: string };

/** Secrets, and which of them an evaluation has read. */
export interface SecretReader {
  /** To be handed to expressions as `secrets`. */
  readonly secrets: Secrets;
  /** The values read so far. */
  readonly read: ReadonlySet<string>;
}

/** Makes secrets whose reading is noticed, so that only what a call really used is looked for in its response. */
export function readSecrets(secrets: Secrets): SecretReader {
  const read = new Set<string>();
  const noticing: Record<string, string> = {};
  for (const [name, value] of Object.entries(secrets)) {
    const get = (): string => {
      read.add(value);
      return value;
    };
    Object.defineProperty(noticing, name, { enumerable: true, get });
  }
  return { secrets: noticing, read };
}
