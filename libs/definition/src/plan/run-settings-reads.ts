import { AppError } from '@app/errors';
import { parseExpression } from '../expression/parse-expression.js';
import { splitTemplate } from '../expression/template-text.js';

/** What expressions can read once a run is there. */
const LATER: ReadonlySet<string> = new Set(['nodes', 'vars', 'run', 'flow', 'env']);

/**
 * The names that a template of the run settings reads and that are not there yet while a run is
 * accepted. A template that cannot be read has none: other checks report it.
 */
export function readsBeforeStart(template: string): readonly string[] {
  try {
    const names = splitTemplate(template).flatMap((part) => ('expression' in part ? namesRead(part.expression) : []));
    return [...new Set(names)].filter((name) => LATER.has(name));
  } catch (error) {
    if (error instanceof AppError) return [];
    throw error;
  }
}

const namesRead = (source: string): string[] => parseExpression(source).references.paths.map(([name = '']) => name);
