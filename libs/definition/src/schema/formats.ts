import { fullFormats } from 'ajv-formats/dist/formats.js';
import type { Ajv2020 } from 'ajv/dist/2020.js';

/** Longer strings have no format: it keeps the formats' own patterns, not all of them linear, from taking long. */
const MAX_LENGTH = 2_048;

/** Gives ajv the usual formats, for strings of reasonable length. */
export function defineFormats(ajv: Ajv2020): void {
  for (const [name, format] of Object.entries(fullFormats)) {
    const holds =
      typeof format === 'object' && !(format instanceof RegExp) && 'validate' in format ? format.validate : format;
    if (typeof format === 'object' && 'type' in format && format.type === 'number') {
      ajv.addFormat(name, format);
      continue;
    }
    ajv.addFormat(name, (text: string) => {
      if (text.length > MAX_LENGTH) return false;
      if (holds instanceof RegExp) return holds.test(text);
      return typeof holds === 'function' ? (holds as (text: string) => boolean)(text) : true;
    });
  }
}
