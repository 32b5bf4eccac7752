import type { Definition, DefinitionNode } from '@app/definition';
import { nodeTypes } from '@app/nodes';

/**
 * Whether every way through the definition, as long as nothing fails, leads to one of these nodes, whatever
 * is decided on it. It follows single edges, and so sees less than there is: where it takes several
 * together (a join of all of them), it says no.
 */
export function isInevitable(definition: Definition, wanted: ReadonlySet<string>): boolean {
  const surroundings = new Map(definition.nodes.map((node) => [node.id, new Surroundings(node)]));
  for (const { source, target, sourceHandle } of definition.edges)
    surroundings.get(target)?.incoming.push({ source, handle: sourceHandle ?? 'out' });
  const sure = new Set(wanted);
  const add = (id: string, holds: boolean): void => void (holds && sure.add(id));
  // What leads to a node for sure is added behind it, and looked at in its turn.
  for (const id of sure) {
    const own = surroundings.get(id);
    if (own === undefined) continue;
    const { parentId } = own.node;
    if (own.begins && parentId == null) return true;
    if (own.begins) add(parentId ?? '', surroundings.get(parentId ?? '')?.isEntered === true);
    if (!own.runsIfReached) continue;
    for (const { source, handle } of own.incoming) add(source, surroundings.get(source)?.goesOn(handle) === true);
  }
  return false;
}

/** A node with the edges to it, and which of its handles lead to nodes that are sure to lead on. */
class Surroundings {
  readonly incoming: { readonly source: string; readonly handle: string }[] = [];
  private readonly open: Set<string>;

  constructor(readonly node: DefinitionNode) {
    this.open = new Set(handlesOf(node));
  }

  /** Whether the node runs with its scope. */
  get begins(): boolean {
    return this.incoming.length === 0 && this.node.data.when === undefined;
  }

  /** Whether the node runs once any edge to it is taken. */
  get runsIfReached(): boolean {
    const { when, join = 'all_done' } = this.node.data;
    return when === undefined && (join === 'all_done' || join === 'any' || this.incoming.length === 1);
  }

  /** Whether it is a container in which the nodes that begin with their scope do run. */
  get isEntered(): boolean {
    const { race, while: before, until } = this.node.data;
    if (this.container === 'group') return race !== true;
    return this.container === 'loop' && before === undefined && until !== undefined;
  }

  /** An edge of the handle leads on for sure. @returns whether the node itself does now */
  goesOn(handle: string): boolean {
    if (handle === 'finally' && this.container !== undefined) return true;
    return this.open.delete(handle) && this.open.size === 0;
  }

  private get container() {
    return nodeTypes.get(this.node.type)?.container;
  }
}

/** The success handles; none where they cannot be told. */
function handlesOf({ type, data }: DefinitionNode): readonly string[] {
  try {
    return nodeTypes.get(type)?.handles(data) ?? [];
  } catch {
    return [];
  }
}
