import { topology, Upstream, type Topology } from '../graph/topology.js';
import { Ways } from '../graph/ways.js';
import type { KnownEdges, KnownEdge } from './check-edges.js';
import type { KnownNode } from './check-nodes.js';

/** The nodes and edges together, and what can be said of them. Worked out when it is first asked for. */
export class FlowGraph {
  readonly nodes: readonly KnownNode[];
  readonly incoming: readonly (readonly KnownEdge[])[];
  readonly outgoing: readonly (readonly KnownEdge[])[];
  readonly topology: Topology;
  private upstream: Upstream | undefined;
  private ways: Ways | undefined;

  constructor(
    readonly byId: ReadonlyMap<string, KnownNode>,
    readonly edges: KnownEdges,
    /** Whether every node of the definition is among the known ones. */
    readonly allNodesKnown: boolean,
  ) {
    this.nodes = [...byId.values()];
    const incoming = this.nodes.map(() => [] as KnownEdge[]);
    const outgoing = this.nodes.map(() => [] as KnownEdge[]);
    for (const edge of edges.edges) {
      incoming[edge.target.index]?.push(edge);
      outgoing[edge.source.index]?.push(edge);
    }
    this.incoming = incoming;
    this.outgoing = outgoing;
    this.topology = topology(
      this.nodes.length,
      edges.edges.map(({ source, target }) => [source.index, target.index] as const),
    );
  }

  /** Whether there is no circle. */
  get acyclic(): boolean {
    return this.topology.order.length === this.nodes.length;
  }

  /** Whether what can happen follows from what is known: all nodes and edges are sound, and there is no circle. */
  get decided(): boolean {
    return this.allNodesKnown && this.edges.complete && this.acyclic;
  }

  /** Who the reader is in the scope of the node that is read: itself, or a container around it; undefined: it sees none of that scope. */
  seenFrom(reader: KnownNode, read: KnownNode): KnownNode | undefined {
    return [reader.index, ...reader.scopes]
      .map((at) => this.nodes[at] as KnownNode)
      .find(({ scopes }) => scopes[0] === read.scopes[0]);
  }

  /** Whether edges lead from one to the other; undefined where that is open. */
  leads(from: KnownNode, to: KnownNode): boolean | undefined {
    return (this.upstream ??= new Upstream(this.topology)).leads(from.index, to.index);
  }

  /** The ways through the flow; to be asked for only where `decided`. */
  allWays(): Ways {
    if (this.ways !== undefined) return this.ways;
    const ways = new Ways();
    for (const at of this.topology.order)
      ways.add(this.nodes[at] as KnownNode, this.incoming[at] ?? [], this.outgoing[at] ?? []);
    return (this.ways = ways);
  }
}
