import type { Json } from '@app/definition';
import { typeOf } from '../sketch/a-plan.js';
import type { FlowSketch, NodeSketch } from '../sketch/sketch.js';

/** What is seen of a node that has ended. */
export interface Seen {
  readonly status: string;
  readonly output: Json;
}

/** A short text that stands for a longer one. */
function digest(text: string): string {
  let hash = 2_166_136_261;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 16_777_619);
  return (hash >>> 0).toString(36);
}

/**
 * What a node gives: it depends on all that is before it, so that an output which got lost or
 * changed on the way shows at the end. A node that does not wait for all of its edges gives its id.
 */
export function outputOf(flow: FlowSketch, node: NodeSketch, see: (id: string) => Seen | undefined): Json {
  const waitsForAll = node.join === 'all_done' || node.join === 'all_success';
  const before = waitsForAll
    ? flow.edges.filter(({ target }) => target === node.id).map(({ source }) => see(source))
    : [];
  const value = digest(`${node.id} ${JSON.stringify(before.map((seen) => seen && [seen.status, seen.output]))}`);
  return typeOf(node) === 'assign' ? { [node.id]: value } : value;
}
