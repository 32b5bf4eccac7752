import type { JsonObject } from './json.js';

/** A node as React Flow's `toObject()` gives it; keys unknown to us are kept. */
export interface DefinitionNode {
  readonly id: string;
  readonly type: string;
  readonly data: JsonObject;
  readonly parentId?: string;
  readonly [key: string]: unknown;
}

/** An edge as React Flow's `toObject()` gives it; keys unknown to us are kept. */
export interface DefinitionEdge {
  readonly id: string;
  readonly source: string;
  readonly target: string;
  readonly sourceHandle?: string | null;
  readonly targetHandle?: string | null;
  readonly data?: JsonObject;
  readonly [key: string]: unknown;
}

/** A flow definition, section 1 of the flow language. */
export interface Definition {
  readonly nodes: readonly DefinitionNode[];
  readonly edges: readonly DefinitionEdge[];
  readonly viewport?: JsonObject;
  readonly [key: string]: unknown;
}
