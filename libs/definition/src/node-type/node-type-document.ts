import type { JsonObject } from '../json.js';
import { COMMON_FIELDS } from './data-fields.js';
import { dataSchema } from './data-schema.js';
import type { FieldKind, NodeKind, NodeTypeSpec } from './node-type-spec.js';

/** What an editor needs to know of a node type: its form, its handles. */
export interface NodeTypeDocument {
  readonly type: string;
  readonly title: string;
  readonly description: string;
  readonly kind: NodeKind;
  /** The handles of a new node; some types have more, by their data. `error` is among them where the type has it. */
  readonly handles: readonly string[];
  /** JSON Schema of the whole `data`. */
  readonly schema: JsonObject;
  /** What is evaluated, by path. */
  readonly fields: Readonly<Record<string, FieldKind>>;
}

/** What GET /node-types serves for a type. */
export function nodeTypeDocument(spec: NodeTypeSpec): NodeTypeDocument {
  const { type, title, description, kind, fields } = spec;
  const handles = [
    ...handlesOfNew(spec),
    ...(spec.errorHandle ? ['error'] : []),
    ...(spec.container === undefined ? [] : ['finally']),
  ];
  return { type, title, description, kind, handles, schema: dataSchema(spec), fields: { ...COMMON_FIELDS, ...fields } };
}

function handlesOfNew(spec: NodeTypeSpec): readonly string[] {
  try {
    return spec.handles({});
  } catch {
    // A type whose handles are made by its data has none that are always there.
    return [];
  }
}
