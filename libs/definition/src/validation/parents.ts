import type { DefinitionNode } from '../definition.js';
import type { KnownNode } from './check-nodes.js';
import { quoted, type ProblemList } from './problem-list.js';

/** Where a node is among the scopes. */
export interface ScopePlace {
  /** The container that it is in; undefined in the root. */
  readonly parent: KnownNode | undefined;
  /** How many containers it is in. */
  readonly depth: number;
}

/** Checks what nodes name as their container. */
export class Parents {
  /** Whether every node is in the scope that it names. */
  sound = true;
  /** Nodes that are not looked at, nor is what is in them. */
  private readonly tooDeep = new Set<string>();

  constructor(
    private readonly known: ReadonlyMap<string, KnownNode>,
    /** Those of all nodes, so that a parent that stands too late is told from one that is not there. */
    private readonly ids: ReadonlySet<string>,
    private readonly limit: number,
    private readonly problems: ProblemList,
  ) {}

  /** The place that the node names; the root where that is none; null where it is too deep. */
  placeOf({ id, parentId }: DefinitionNode, path: string): ScopePlace | null {
    if (parentId === undefined || parentId === null) return { parent: undefined, depth: 0 };
    const place = { path: `${path}.parentId`, node: id };
    if (this.tooDeep.has(parentId)) return this.leaveOut(id);
    const parent = this.known.get(parentId);
    if (parent?.spec.container === undefined) {
      this.sound = false;
      this.problems.add('PARENT_INVALID', `The parent ${quoted(parentId)} ${this.whyNot(parentId, parent)}`, place);
      return { parent: undefined, depth: 0 };
    }
    if (parent.depth < this.limit) return { parent, depth: parent.depth + 1 };
    this.problems.add('CONTAINERS_TOO_DEEP', `It is in more than ${this.limit} containers in each other`, place);
    return this.leaveOut(id);
  }

  private leaveOut(id: string): null {
    this.tooDeep.add(id);
    return null;
  }

  private whyNot(parentId: string, parent: KnownNode | undefined): string {
    if (!this.ids.has(parentId)) return 'is not there';
    return parent === undefined ? 'stands after it, or has problems of its own' : 'is not a container';
  }
}
