import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import type { Client } from '@temporalio/client';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';

const HISTORIES = new URL('histories/', import.meta.url);
const END = '.history.json';

/** Names of the recorded histories: `npm run record` writes one for each workflow. */
export const RECORDED = readdirSync(HISTORIES)
  .filter((file) => file.endsWith(END))
  .map((file) => file.slice(0, -END.length));

/** A recorded history, as text. */
export const recorded = (name: string): string => readFileSync(new URL(`${name}${END}`, HISTORIES), 'utf8');

/** The id of the workflow that a history is of. */
export function idOf(history: string): string {
  const { events } = JSON.parse(history) as {
    events: { workflowExecutionStartedEventAttributes?: { workflowId: string } }[];
  };
  return events[0]?.workflowExecutionStartedEventAttributes?.workflowId ?? '';
}

/** Keeps the longest history of each workflow, where histories are recorded. */
export async function keepHistories(client: Client, workflowIds: readonly string[]): Promise<void> {
  if (!process.env['RECORD_HISTORIES']) return;
  const longest = new Map<string, string>();
  for (const id of workflowIds) {
    const [name = ''] = id.split('-');
    const json = anonymous(historyToJSON(await client.workflow.getHandle(id).fetchHistory()));
    if (json.length > (longest.get(name)?.length ?? 0)) longest.set(name, json);
  }
  for (const [name, json] of longest) writeFileSync(new URL(`${name}${END}`, HISTORIES), `${json}\n`);
}

/** Without what it tells of the machine that it was recorded on. */
function anonymous(json: string): string {
  return json
    .replaceAll(/"identity": ?"[^"]*"/g, '"identity": "worker"')
    .replaceAll(/"name": ?"\d+@[^"]*"/g, '"name": "worker"')
    .replaceAll(/"stackTrace": ?"(?:[^"\\]|\\.)*"/g, '"stackTrace": ""');
}
