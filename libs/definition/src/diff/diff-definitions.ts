import type { Definition } from '../definition.js';
import type { JsonObject } from '../json.js';
import type { DefinitionDiff, FieldChange, LayoutDiff, ListDiff } from './definition-diff.js';
import { DIFF_LIMITS, DiffBudget, type DiffLimits } from './diff-budget.js';
import { FieldDiffer } from './field-differ.js';
import { isObject } from './is-object.js';
import { connection, EDGE_MEANING, edgeMeaning, NODE_MEANING, only, without } from './item-meaning.js';
import { edgeReference, nodeReference } from './item-reference.js';
import { matchItems, type Matches } from './match-items.js';

type Changed<Reference> = Reference & { readonly fields: readonly FieldChange[] };

/**
 * How two definitions differ: by node id and field, and edges by what they connect, as their ids mean nothing. What
 * means something stands apart from layout and looks; `same` is whether the content hashes are the same.
 *
 * For definitions that can be kept. Time and memory grow with their size only; what is listed is bounded.
 */
export function diffDefinitions(
  before: Definition,
  after: Definition,
  limits: DiffLimits = DIFF_LIMITS,
): DefinitionDiff {
  const budget = new DiffBudget(limits);
  const [meaning, looks] = [new FieldDiffer(budget, true), new FieldDiffer(budget, false)];
  const nodes = matchItems(items(before.nodes), items(after.nodes), ({ id }) => id);
  const edges = matchItems(items(before.edges), items(after.edges), edgeMeaning, connection);
  const meant = {
    nodes: listDiff(nodes, nodeReference, NODE_MEANING, meaning, budget),
    edges: listDiff(edges, edgeReference, EDGE_MEANING, meaning, budget),
  };
  const same = isEmpty(meant.nodes) && isEmpty(meant.edges) && !budget.exceeded;
  const layout: LayoutDiff = {
    nodes: changesOf(nodes, nodeReference, (item) => without(item, NODE_MEANING), looks),
    edges: changesOf(edges, edgeReference, (item) => without(item, EDGE_MEANING), looks),
    definition: fieldsOf(looks, without(before, ['nodes', 'edges']), without(after, ['nodes', 'edges'])),
  };
  return { same, ...meant, layout, truncated: budget.exceeded };
}

/** Those that are objects: others, in a definition that nobody has checked, mean nothing. */
function items<T extends object>(list: readonly T[]): readonly T[] {
  return Array.isArray(list) ? (list as T[]).filter(isObject) : [];
}

function listDiff<T extends object, Reference>(
  matches: Matches<T>,
  reference: (item: T) => Reference,
  names: readonly string[],
  differ: FieldDiffer,
  budget: DiffBudget,
): ListDiff<Reference, Changed<Reference>> {
  const listed = (list: readonly T[]): Reference[] => list.filter(() => budget.take()).map(reference);
  return {
    added: listed(matches.added),
    removed: listed(matches.removed),
    changed: changesOf(matches, reference, (item) => only(item, names), differ),
    reordered: matches.reordered,
  };
}

function changesOf<T extends object, Reference>(
  { both }: Matches<T>,
  reference: (item: T) => Reference,
  part: (item: T) => JsonObject,
  differ: FieldDiffer,
): Changed<Reference>[] {
  return both.flatMap(({ before, after }) => {
    const fields = fieldsOf(differ, part(before), part(after));
    return fields.length === 0 ? [] : [{ ...reference(after), fields }];
  });
}

/** The fields in which two objects differ. The order of their own keys, and of those of `data`, never counts. */
function fieldsOf(differ: FieldDiffer, before: JsonObject, after: JsonObject): FieldChange[] {
  const found: FieldChange[] = [];
  const [{ data, ...rest }, { data: other, ...others }] = [before, after];
  differ.objects(rest, others, [], false, found);
  if (isObject(data) && isObject(other)) differ.objects(data, other, ['data'], false, found);
  else differ.values(data, other, ['data'], found);
  return found;
}

const isEmpty = ({ added, removed, changed, reordered }: ListDiff<unknown, unknown>): boolean =>
  added.length + removed.length + changed.length === 0 && !reordered;
