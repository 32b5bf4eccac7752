/** When a person has to agree to an order, and how long that may take. */
export interface ApprovalPolicy {
  readonly approve_above_cents: number;
  /** After so long, whoever decides is reminded once. */
  readonly remind_after_seconds: number;
  /** So long there is to decide after the reminder. */
  readonly decide_within_seconds: number;
}

export const DEFAULT_POLICY: ApprovalPolicy = {
  approve_above_cents: 50_000,
  remind_after_seconds: 4 * 3600,
  decide_within_seconds: 20 * 3600,
};

/** Whether an order of this total is for a person to decide. */
export function needsApproval(totalCents: number, policy: ApprovalPolicy): boolean {
  return totalCents > policy.approve_above_cents;
}
