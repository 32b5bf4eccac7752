import type { ErrorDetail } from '@app/errors';
import type { ValidationError } from 'class-validator';

const isIndex = (property: string): boolean => /^\d+$/.test(property);

function pathOf(parent: string, property: string): string {
  if (isIndex(property)) return `${parent}[${property}]`;
  return parent === '' ? property : `${parent}.${property}`;
}

/** class-validator begins most messages with the field's name, which the path says already. */
function messageOf(property: string, message: string): string {
  const bare = message.startsWith(`${property} `) ? message.slice(property.length + 1) : message;
  return /^property .* should not exist$/.test(bare) ? 'is not a known field' : bare;
}

/** What class-validator found, one detail a field, each with its whole path: `nodes[3].id`. */
export function errorDetails(errors: readonly ValidationError[], parent = ''): ErrorDetail[] {
  return errors.flatMap(({ property, constraints, children }) => {
    const path = pathOf(parent, property);
    const messages = Object.values(constraints ?? {}).map((message) => messageOf(property, message));
    const own = messages.length === 0 ? [] : [{ path, message: messages.join('; ') }];
    return [...own, ...errorDetails(children ?? [], path)];
  });
}
