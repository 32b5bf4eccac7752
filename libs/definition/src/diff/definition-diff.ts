import type { Json } from '../json.js';

/**
 * What became of one field. `reordered`: an object has the same keys in another order, which counts below the fields
 * of `data`, where it may be that of an output.
 */
export type FieldChangeKind = 'added' | 'removed' | 'changed' | 'reordered';

/** One field that differs, as deep inside as it can be told. */
export interface FieldChange {
  /** As in `data.headers.accept`, `data.cases[1].when`; that of a removed item of a list counts in the list before. */
  readonly path: string;
  readonly change: FieldChangeKind;
  /** Missing where there was nothing; where the change is `reordered`, the keys. */
  readonly before?: Json;
  /** Missing where there is nothing any more; where the change is `reordered`, the keys. */
  readonly after?: Json;
  /** Values are left out: they are larger than DIFF_LIMITS says. */
  readonly left_out?: true;
}

/** A node, as a difference names it. */
export interface NodeReference {
  readonly id: string;
  readonly type: string;
  readonly label: string | null;
}

/** A node that both have, with what differs, and as it is afterwards. */
export interface NodeChange extends NodeReference {
  readonly fields: readonly FieldChange[];
}

/** An edge, as a difference names it: by what it means. */
export interface EdgeReference {
  /** It means nothing. */
  readonly id: string;
  readonly source: string;
  readonly sourceHandle: string | null;
  readonly target: string;
  readonly targetHandle: string | null;
}

/** An edge that both have, with what differs, and as it is afterwards. */
export interface EdgeChange extends EdgeReference {
  readonly fields: readonly FieldChange[];
}

/** What became of the items of a list. */
export interface ListDiff<Reference, Change> {
  readonly added: readonly Reference[];
  readonly removed: readonly Reference[];
  readonly changed: readonly Change[];
  /** Those that both have stand in another order, which breaks ties when it runs. */
  readonly reordered: boolean;
}

/** Positions, looks, edge ids and what else means nothing to a run. */
export interface LayoutDiff {
  readonly nodes: readonly NodeChange[];
  readonly edges: readonly EdgeChange[];
  /** Of the definition itself: `viewport` and the like. */
  readonly definition: readonly FieldChange[];
}

/** How two definitions differ, by node and field. */
export interface DefinitionDiff {
  /** They mean the same, so that they run alike: their content hashes are the same. The layout may differ. */
  readonly same: boolean;
  readonly nodes: ListDiff<NodeReference, NodeChange>;
  readonly edges: ListDiff<EdgeReference, EdgeChange>;
  readonly layout: LayoutDiff;
  /** There are more differences than are listed. */
  readonly truncated: boolean;
}
