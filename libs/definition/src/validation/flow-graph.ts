import { decidesEarly } from '../graph/joins.js';
import { topology, type Topology } from '../graph/topology.js';
import { Bypassed, Upstream } from '../graph/upstream.js';
import type { KnownEdges, KnownEdge } from './check-edges.js';
import type { KnownNode } from './check-nodes.js';

/** The nodes and edges together, and what can be said of them. Worked out when it is first asked for. */
export class FlowGraph {
  readonly nodes: readonly KnownNode[];
  readonly incoming: readonly (readonly KnownEdge[])[];
  readonly outgoing: readonly (readonly KnownEdge[])[];
  readonly topology: Topology;
  private upstream: Upstream | undefined;
  private bypassed: Bypassed | undefined;

  constructor(
    readonly byId: ReadonlyMap<string, KnownNode>,
    readonly edges: KnownEdges,
    /** By index: the node that a compensator undoes. */
    readonly undoes: ReadonlyMap<number, KnownNode>,
    /** Whether every node of the definition is among the known ones, in the scope that it names. */
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
    let from: KnownNode | undefined = reader;
    while (from !== undefined && from.parent !== read.parent) from = from.parent;
    return from;
  }

  /** Whether edges lead from one to the other; undefined where that is open. */
  leads(from: KnownNode, to: KnownNode): boolean | undefined {
    return (this.upstream ??= new Upstream(this.topology)).leads(from.index, to.index);
  }

  /** Whether one has ended, if it runs at all, when the other runs, or may have; undefined where a circle leaves it open. */
  comesBefore(earlier: KnownNode, later: KnownNode): boolean | undefined {
    const undone = this.undoes.get(later.index);
    if (undone === undefined) return earlier !== later && this.leads(earlier, later);
    return earlier === undone || this.leads(earlier, undone);
  }

  /** Whether a join on the way lets `to` run while `from`, which leads to it, has not ended. */
  mayPass(from: KnownNode, to: KnownNode): boolean {
    return this.bypasses().mayPass(from.index, to.index);
  }

  /** The nodes that lead to one of these, and may not have ended when it runs. */
  passedByAny(nodes: readonly KnownNode[]): KnownNode[] {
    return this.bypasses()
      .passedByAny(nodes.map(({ index }) => index))
      .map((at) => this.nodes[at] as KnownNode);
  }

  private bypasses(): Bypassed {
    this.upstream ??= new Upstream(this.topology);
    return (this.bypassed ??= new Bypassed(this.topology, this.upstream, (at) =>
      decidesEarly(this.nodes[at]?.item.data.join, this.incoming[at]?.length ?? 0),
    ));
  }
}
