import type { RunSeen } from './evidence.ts';
import { judgeCalls, judgeEnd, judgeOnce, judgeOutcome, judgeResults } from './judge-run.ts';
import type { Order } from './load.ts';
import type { Span } from './victim.ts';

/** A rule that was broken; `run` has all that is known of it. */
export interface Violation {
  readonly what: string;
  readonly run?: RunSeen;
}

/** What was found. */
export interface Verdict {
  readonly violations: readonly Violation[];
  /** Calls that came after their node's result, by workers that had been stopped with them in hand. */
  readonly late: number;
}

/** Holds what was asked for against what everyone knows. */
export function judge(orders: readonly Order[], runs: readonly RunSeen[], stopped: readonly Span[]): Verdict {
  const violations: Violation[] = [];
  let late = 0;
  const byTicket = Map.groupBy(runs, ({ ticket }) => ticket);
  for (const { ticket, answer, runId, reason } of orders) {
    const found = byTicket.get(ticket) ?? [];
    if (found.length > 1) violations.push({ what: `${found.length} runs for one request`, run: found[0] });
    if (answer === 'refused') violations.push({ what: `A request was refused: ${reason}` });
    if (answer === 'accepted' && found[0]?.id !== runId)
      violations.push({ what: `Run ${runId} was accepted and is gone` });
  }
  const orderOf = new Map(orders.map((order) => [order.ticket, order]));
  for (const run of runs) {
    const order = orderOf.get(run.ticket);
    if (order === undefined) {
      violations.push({ what: 'nobody asked for it', run });
      continue;
    }
    const calls = judgeCalls(run, stopped);
    late += calls.late;
    const wrong = [
      ...judgeEnd(run),
      ...judgeOutcome(run, order, stopped),
      ...judgeResults(run),
      ...calls.wrong,
      ...judgeOnce(run, order),
    ];
    for (const what of wrong) violations.push({ what: `${order.shape.name}: ${what}`, run });
  }
  return { violations, late };
}
