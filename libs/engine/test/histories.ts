import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import type { Played } from './shell-stage.js';

const HISTORIES = new URL('histories/', import.meta.url);
const END = '.history.json';

/** The names of the recorded histories; those of a workflow that continued as new are numbered. */
export const RECORDED = readdirSync(HISTORIES).map((file) => file.slice(0, -END.length));

/** A recorded history, as text. */
export function recorded(name: string): string {
  return readFileSync(new URL(`${name}${END}`, HISTORIES), 'utf8');
}

/** Keeps what was played as histories that the replay test replays. */
export function record(name: string, { histories }: Played): void {
  mkdirSync(HISTORIES, { recursive: true });
  histories.forEach((history, at) => {
    const file = `${name}${histories.length > 1 ? `-${at + 1}` : ''}${END}`;
    writeFileSync(new URL(file, HISTORIES), `${anonymous(historyToJSON(history))}\n`);
  });
}

/** Without what it tells of the machine that it was recorded on: who worked, and where the code lay. */
function anonymous(json: string): string {
  return json
    .replaceAll(/"identity": ?"[^"]*"/g, '"identity": "worker"')
    .replaceAll(/"name": ?"\d+@[^"]*"/g, '"name": "worker"')
    .replaceAll(/"stackTrace": ?"(?:[^"\\]|\\.)*"/g, '"stackTrace": ""');
}
