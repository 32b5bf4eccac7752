import type { Json } from '@app/definition';
import { typeOf } from '../sketch/a-plan.js';
import type { FlowSketch, NodeSketch } from '../sketch/sketch.js';

/** What is seen of a node that has ended. */
export interface Seen {
  readonly status: string;
  readonly output: Json;
}

/** What a scope instance adds to the names that are read. */
export interface Names {
  readonly item?: Json;
  readonly index?: number;
  readonly iteration?: number;
  readonly previous?: Json;
}

/** A short text that stands for a longer one. */
function digest(text: string): string {
  let hash = 2_166_136_261;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 16_777_619);
  return (hash >>> 0).toString(36);
}

/** Of errors only the code is of interest: what they say is the interpreter's affair. */
const withoutWords = (key: string, value: unknown): unknown =>
  key === 'message' || key === 'details' ? undefined : value;

/** Names in an order of their own; those that are missing are left out. */
const inOrder = ({ item, index, iteration, previous }: Names): unknown[] => [item, index, iteration, previous];

/**
 * What a node gives: it depends on all that is before it, and on the names that its scope adds, so
 * that an output which got lost or changed on the way shows at the end. A node that does not wait for
 * all of its edges gives its id.
 */
export function outputOf(
  flow: FlowSketch,
  node: NodeSketch,
  names: Names,
  see: (id: string) => Seen | undefined,
): Json {
  const waitsForAll = node.join === 'all_done' || node.join === 'all_success';
  const before = waitsForAll
    ? flow.edges.filter(({ target }) => target === node.id).map(({ source }) => see(source))
    : [];
  const seen = [before.map((each) => each && [each.status, each.output]), inOrder(names)];
  const value = digest(`${node.id} ${JSON.stringify(seen, withoutWords)}`);
  return typeOf(node) === 'assign' ? { [node.id]: value } : value;
}

/** What comes with an event that a node waits for. */
export const payloadFor = (id: string): Json => `an event for ${id}`;

/** The item of a map at this place. */
export const itemOf = (map: string, index: number): Json => `${map} ${index}`;
