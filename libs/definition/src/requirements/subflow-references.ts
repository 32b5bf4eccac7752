import type { Definition, DefinitionNode } from '../definition.js';
import type { JsonObject } from '../json.js';

/** What a `subflow` node names: a flow, and a version of it. */
export interface SubflowReference {
  /** Its id or slug. */
  readonly flow: string;
  /** null: the published one. */
  readonly version: number | null;
}

/** What the node names; null where it is no `subflow` node, or names no flow in so many words. */
export function subflowReference({ type, data }: DefinitionNode): SubflowReference | null {
  const { flow, version } = type === 'subflow' && typeof data === 'object' && data !== null ? data : {};
  if (typeof flow !== 'string' || flow === '') return null;
  return { flow, version: Number.isInteger(version) ? (version as number) : null };
}

/** All that the definition's nodes name, in their order, each once. */
export function subflowReferences(definition: Definition): readonly SubflowReference[] {
  const found = new Map<string, SubflowReference>();
  for (const node of nodesOf(definition)) {
    const reference = subflowReference(node);
    if (reference !== null) found.set(JSON.stringify([reference.flow, reference.version]), reference);
  }
  return [...found.values()];
}

/** The definition with other references: what `give` makes of each; all else is as it was, the order of keys included. */
export function withSubflowReferences(
  definition: Definition,
  give: (reference: SubflowReference) => SubflowReference,
): Definition {
  const nodes = definition.nodes.map((node) => {
    const reference = subflowReference(node);
    return reference === null ? node : { ...node, data: { ...node.data, ...changed(reference, give(reference)) } };
  });
  return { ...definition, nodes };
}

/** What is not to change stays as it is written: `published`, or nothing, for the published version. */
function changed(from: SubflowReference, to: SubflowReference): JsonObject {
  return { flow: to.flow, ...(to.version === null || to.version === from.version ? {} : { version: to.version }) };
}

/** The nodes that are objects: a definition that nobody has checked may have others. */
export function nodesOf({ nodes }: Definition): readonly DefinitionNode[] {
  return Array.isArray(nodes)
    ? (nodes as DefinitionNode[]).filter((node) => typeof node === 'object' && node !== null)
    : [];
}
