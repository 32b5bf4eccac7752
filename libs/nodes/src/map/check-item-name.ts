import type { JsonObject } from '@app/definition';
import { itemName } from './item-name.js';

/** Names that mean something else to every expression. */
const TAKEN: ReadonlySet<string> = new Set([
  'input',
  'nodes',
  'vars',
  'run',
  'flow',
  'env',
  'secrets',
  'index',
  'iteration',
  'previous',
  'event',
]);

/** An item must not hide what expressions read by the same name. */
export function checkItemName(data: JsonObject): { path: string; message: string }[] {
  const name = itemName(data);
  return TAKEN.has(name)
    ? [{ path: 'as', message: `\`as\` cannot be "${name}": expressions read something else by that name.` }]
    : [];
}
