import type { EventSeen, RunSeen } from './evidence.ts';
import type { LoneKill } from './killer.ts';
import type { Span } from './victim.ts';

/** A span of time of a run. */
export interface Silence {
  readonly ms: number;
  readonly runId: string;
  readonly at: number;
  /** The event before it and the one that ended it. */
  readonly between: string;
}

/** After a worker was killed, the longest time until the next event of a run that was under way. */
export function worstTakeover(kills: readonly LoneKill[], runs: readonly RunSeen[]): Silence | null {
  const byId = new Map(runs.map((run) => [run.id, run]));
  const silences = kills.flatMap(({ at, runIds }) =>
    runIds.flatMap((runId) => {
      const next = byId.get(runId)?.events.find((event) => event.at > at);
      return next === undefined ? [] : [{ ms: next.at - at, runId, at, between: `the kill and ${next.type}` }];
    }),
  );
  return longest(silences);
}

/** The longest time in which nothing happened to a run although it could go on: no pause of its own, and no server down. */
export function worstSilence(runs: readonly RunSeen[], blocked: readonly Span[]): Silence | null {
  return longest(
    runs.flatMap(({ id, events }) =>
      events.slice(1).map((event, i) => {
        const from = Math.max(events[i]?.at ?? 0, pausedUntil(event, events));
        const between = `${events[i]?.type} and ${event.type}`;
        return { ms: event.at - from - overlap(from, event.at, blocked), runId: id, at: from, between };
      }),
    ),
  );
}

/** When PostgreSQL or Temporal was down, or no worker up; without overlaps. */
export function blockedSpans(servers: readonly (readonly Span[])[], workers: readonly (readonly Span[])[]): Span[] {
  const [a = [], b = []] = workers;
  const both = a.flatMap((x) =>
    b.flatMap((y) =>
      x.from < y.to && y.from < x.to ? [{ from: Math.max(x.from, y.from), to: Math.min(x.to, y.to) }] : [],
    ),
  );
  const merged: Span[] = [];
  for (const span of [...servers.flat(), ...both].sort((x, y) => x.from - y.from)) {
    const last = merged.at(-1);
    if (last !== undefined && span.from <= last.to) last.to = Math.max(last.to, span.to);
    else merged.push({ ...span });
  }
  return merged;
}

function pausedUntil(event: EventSeen, events: readonly EventSeen[]): number {
  if (event.type !== 'timer.fired') return 0;
  return events.find(({ type, path }) => type === 'node.waiting' && path === event.path)?.until ?? 0;
}

const overlap = (from: number, to: number, spans: readonly Span[]) =>
  spans.reduce((sum, span) => sum + Math.max(0, Math.min(to, span.to) - Math.max(from, span.from)), 0);

const longest = (silences: readonly Silence[]) =>
  silences.reduce<Silence | null>((worst, each) => (worst === null || each.ms > worst.ms ? each : worst), null);
