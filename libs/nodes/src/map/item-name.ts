import type { JsonObject } from '@app/definition';

/** The name by which expressions inside a map read its item. */
export const itemName = (data: JsonObject): string => (typeof data.as === 'string' ? data.as : 'item');
