import type { JsonObject } from '@app/definition';

/** The characters that Temporal's names are made of here: what cannot be seen is a mistake. */
const NAME = /^[^\s\p{Cc}](?:[^\p{Cc}]*[^\s\p{Cc}])?$/u;

/** What a type, or a task queue, may be called at most; Temporal takes 1,000 bytes. */
export const MAX_NAME_CHARACTERS = 200;

/** Temporal keeps these names for itself. */
const KEPT = /^(?:\/_sys\/|__temporal_)/;

/** Whether Temporal takes it for the name of a type or a task queue; what it refuses it would refuse for ever. */
export function isName(text: unknown): text is string {
  return typeof text === 'string' && text.length <= MAX_NAME_CHARACTERS && NAME.test(text) && !KEPT.test(text);
}

/** What can be said of a call before its templates have values; `type` is the field with the type's name. */
export function checkCall(data: JsonObject, type: 'activity' | 'workflow'): { path: string; message: string }[] {
  const problems: { path: string; message: string }[] = [];
  const name = data[type];
  if (!isName(name)) problems.push({ path: type, message: 'A name of a type is needed; Temporal takes no other.' });
  else if (name.includes('{{'))
    problems.push({ path: type, message: 'An expression cannot stand here: what a flow calls is fixed.' });
  // The schema holds: it is a string.
  const queue = data['task_queue'] as string;
  if (!queue.includes('{{') && !isName(queue))
    problems.push({ path: 'task_queue', message: 'A name of a task queue is needed; Temporal takes no other.' });
  return problems;
}
