/** What one file of flows may hold at most. */
export const TRANSFER_LIMITS = {
  /** Definitions: of the flow, its sub-flows, and the versions that are named by number. */
  definitions: 500,
  /** Bytes of all definitions and tests together, as PostgreSQL holds them. */
  bytes: 32 * 1024 * 1024,
} as const;
