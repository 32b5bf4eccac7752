import type { DefinitionEdge, DefinitionNode } from '../definition.js';
import { isObject } from './is-object.js';
import type { EdgeReference, NodeReference } from './definition-diff.js';

const MAX_TEXT = 200;

/** A node as differences name it. */
export function nodeReference({ id, type, data }: DefinitionNode): NodeReference {
  const label = isObject(data) ? data.label : null;
  return { id: short(id), type: short(type), label: typeof label === 'string' ? short(label) : null };
}

/** An edge as differences name it. */
export function edgeReference(edge: DefinitionEdge): EdgeReference {
  const handle = (text: string | null | undefined) => (text == null ? null : short(text));
  return {
    id: short(edge.id),
    source: short(edge.source),
    sourceHandle: handle(edge.sourceHandle),
    target: short(edge.target),
    targetHandle: handle(edge.targetHandle),
  };
}

function short(text: unknown): string {
  const whole = String(text);
  return whole.length > MAX_TEXT ? `${whole.slice(0, MAX_TEXT)}...` : whole;
}
