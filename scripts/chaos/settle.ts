import { setTimeout as pause } from 'node:timers/promises';
import { Client, Connection } from '@temporalio/client';
import type { RunSeen } from './evidence.ts';
import { readRuns, runsIn } from './rows.ts';
import type { System } from './system.ts';
import type { Target } from './target.ts';

const OPEN = `'queued', 'running', 'waiting', 'paused'`;
/** Every run has ended within this after the last kill, and every workflow has closed: longer than the claims' lease, the reconciler's pause and the longest backoff together. */
const WITHIN_MS = 120_000;

/** Waits until no run is open and no workflow either, or until they should have been. @returns how long it took */
export async function settle(system: System): Promise<number> {
  const began = Date.now();
  for (;;) {
    const open = await runsIn(system.databaseUrl, OPEN);
    const workflows = open.length === 0 ? await readWorkflows(system.temporalAddress) : null;
    if (workflows !== null && ![...workflows.values()].includes('RUNNING')) break;
    if (Date.now() - began > WITHIN_MS) break;
    await pause(500);
  }
  return Date.now() - began;
}

/** Gathers what everyone knows of every run. */
export async function gather(system: System, target: Target): Promise<{ runs: RunSeen[]; strays: string[] }> {
  const rows = await readRuns(system.databaseUrl);
  const workflows = await readWorkflows(system.temporalAddress);
  const callsOf = Map.groupBy(target.calls, ([on]) => on.slice(0, on.indexOf('/')));
  const statuses = new Map<string, string>();
  const left = rows.map(({ id }) => id);
  const lane = async () => {
    for (let id = left.pop(); id !== undefined; id = left.pop()) statuses.set(id, await apiStatus(system.apiUrl, id));
  };
  await Promise.all(Array.from({ length: 4 }, lane));
  const runs = rows.map((row) => ({
    ...row,
    apiStatus: statuses.get(row.id) ?? '',
    workflow: workflows.get(`run-${row.id}`) ?? null,
    calls: new Map((callsOf.get(row.id) ?? []).map(([on, calls]) => [on.slice(on.indexOf('/') + 1), calls])),
  }));
  const known = new Set(rows.map(({ id }) => id));
  return {
    runs,
    strays: [
      ...[...callsOf.keys()].filter((id) => !known.has(id)).map((id) => `calls for run ${id}, which does not exist`),
      ...[...workflows.keys()]
        .filter((id) => !known.has(id.slice('run-'.length)))
        .map((id) => `workflow ${id} without a run`),
    ],
  };
}

async function readWorkflows(address: string): Promise<Map<string, string>> {
  const connection = await Connection.connect({ address });
  try {
    const seen = new Map<string, string>();
    const list = new Client({ connection }).workflow.list({ query: `WorkflowType = 'runFlow'`, pageSize: 1_000 });
    for await (const { workflowId, status } of list) {
      // A workflow that was started again has several; one that runs is what matters, else the newest, which comes first.
      if (!seen.has(workflowId) || status.name === 'RUNNING') seen.set(workflowId, status.name);
    }
    return seen;
  } finally {
    await connection.close();
  }
}

async function apiStatus(url: string, runId: string): Promise<string> {
  const response = await fetch(`${url}/api/v1/runs/${runId}`);
  const { data } = (await response.json()) as { data?: { status: string } };
  return data?.status ?? `answered ${response.status}`;
}
