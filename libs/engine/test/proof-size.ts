/** How much is generated. Raise it for a long night; the whole of it should stay under a minute. */
export const PROOF = {
  /** Flows of up to 25 nodes, each with a schedule. */
  flows: 1_500,
  /** Flows of hundreds of nodes. */
  largeFlows: 12,
  /** Flows that are carried out by the driver, without and with disturbances. */
  driven: 150,
  /** Flows of which every single call is made to fail or to be the last. */
  crashed: 60,
  /** The same on PostgreSQL. */
  stored: 15,
  /** The same flows each time, so that a change alone decides whether a proof holds; undefined draws others. fast-check prints the seed of a failure. */
  seed: 20_261_121 as number | undefined,
} as const;

/** So many runs of a property. What takes too long to make smaller is shown as it is. */
export function runs(numRuns: number): { numRuns: number; seed: number | undefined; interruptAfterTimeLimit: number } {
  return { numRuns: Math.ceil(numRuns), seed: PROOF.seed, interruptAfterTimeLimit: 20_000 };
}

/** For a `describe`: a loaded machine takes its time. */
export const UNHURRIED = { timeout: 60_000 };
