import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import type { WorkflowHandle } from '@temporalio/client';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';

const HISTORIES = new URL('histories/', import.meta.url);
const END = '.history.json';

/** Names of the recorded histories of orderWorkflow. */
export const RECORDED = readdirSync(HISTORIES).map((file) => file.slice(0, -END.length));

/** A recorded history, as text. */
export const recorded = (name: string): string => readFileSync(new URL(`${name}${END}`, HISTORIES), 'utf8');

/** The id of the workflow that a history is of. */
export function idOf(history: string): string {
  const { events } = JSON.parse(history) as {
    events: { workflowExecutionStartedEventAttributes?: { workflowId: string } }[];
  };
  return events[0]?.workflowExecutionStartedEventAttributes?.workflowId ?? '';
}

/** Keeps the workflow's history for the replay test, where RECORD_HISTORIES asks for that. */
export async function keepHistory(name: string, workflow: WorkflowHandle): Promise<void> {
  if (!process.env['RECORD_HISTORIES']) return;
  const json = historyToJSON(await workflow.fetchHistory())
    // Without what it tells of the machine that it was recorded on.
    .replaceAll(/"identity": ?"[^"]*"/g, '"identity": "worker"')
    .replaceAll(/"name": ?"\d+@[^"]*"/g, '"name": "worker"')
    .replaceAll(/"stackTrace": ?"(?:[^"\\]|\\.)*"/g, '"stackTrace": ""');
  writeFileSync(new URL(`${name}${END}`, HISTORIES), `${json}\n`);
}
