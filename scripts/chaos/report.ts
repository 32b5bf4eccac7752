import { say } from '../console/progress.ts';
import type { RunSeen } from './evidence.ts';
import { victimsOf } from './killer.ts';
import type { Verdict, Violation } from './judge.ts';
import type { Order } from './load.ts';
import type { Silence } from './silence.ts';
import type { System } from './system.ts';

const SHOWN = 20;

/** What a run of the chaos came to. */
export interface Findings {
  readonly system: System;
  readonly orders: readonly Order[];
  readonly runs: readonly RunSeen[];
  readonly verdict: Verdict;
  readonly settleMs: number;
  readonly takeover: Silence | null;
  readonly silence: Silence | null;
}

/** The summary as Markdown. */
export function summary({ system, orders, runs, verdict, settleMs, takeover, silence }: Findings): string {
  const count = (of: Iterable<string>) =>
    [...Map.groupBy(of, (each) => each)].map(([name, { length }]) => `${length} ${name}`).join(', ') || 'none';
  const lost = orders.filter(({ answer }) => answer === 'lost').map(({ ticket }) => ticket);
  const existing = new Set(runs.map(({ ticket }) => ticket));
  const calls = runs.flatMap((run) => [...run.calls.values()]);
  const total = calls.reduce((sum, { length }) => sum + length, 0);
  const unknown = runs.flatMap(({ steps }) => steps).filter(({ code }) => code === 'NODE_OUTCOME_UNKNOWN').length;
  const time = (worst: Silence | null) =>
    worst === null ? '–' : `${(worst.ms / 1000).toFixed(1)} s (between ${worst.between})`;
  return [
    '| | |',
    '|---|---|',
    ...victimsOf(system).map(
      ({ name, kills, stopped }) =>
        `| ${name} | ${kills} kill -9${stopped.length > 0 ? `, ${stopped.length} SIGSTOP` : ''} |`,
    ),
    `| Requests to run a flow | ${orders.length}: ${count(orders.map(({ answer }) => answer))} |`,
    `| Requests without an answer whose run exists | ${lost.filter((ticket) => existing.has(ticket)).length} |`,
    `| Runs | ${runs.length}: ${count(runs.map(({ status, code }) => (status === 'failed' ? `failed (${code})` : status)))} |`,
    `| Runs by flow | ${count(runs.map(({ ticket }) => orders.find((order) => order.ticket === ticket)?.shape.name ?? '?'))} |`,
    `| Calls that reached the target | ${total}, of them ${total - calls.length} repeats |`,
    `| Attempts whose outcome is not known | ${unknown} |`,
    `| Calls of a thawed worker after the node's result | ${verdict.late} |`,
    `| Longest pause of a run after a lone kill of its worker | ${time(takeover)} |`,
    `| Longest silence of a run with PostgreSQL, Temporal and a worker up | ${time(silence)} |`,
    `| Everything ended and closed, after the last kill | ${(settleMs / 1000).toFixed(1)} s |`,
    `| Violations | ${verdict.violations.length} |`,
  ].join('\n');
}

/** Each violation, with all that is known of its run. */
export function showViolations(violations: readonly Violation[]): void {
  for (const { what, run } of violations.slice(0, SHOWN)) {
    say(`\n✗ ${what}`);
    if (run === undefined) continue;
    const { events, steps, calls, ...rest } = run;
    say(`  ${JSON.stringify(rest)}`);
    for (const { seq, at, type, path } of events) say(`  ${seq} ${new Date(at).toISOString()} ${type} ${path ?? ''}`);
    for (const step of steps) say(`  step ${JSON.stringify(step)}`);
    for (const [path, list] of calls) {
      for (const { at, method, key } of list)
        say(`  call ${path} ${new Date(at).toISOString()} ${method} ${key ?? ''}`);
    }
  }
  if (violations.length > SHOWN) say(`\n… and ${violations.length - SHOWN} more`);
}
