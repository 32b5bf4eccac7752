import { aContainer, aFlow, aNode, inside, type FlowSketch, type NodeSketch } from '../sketch/sketch.js';

type Script = NodeSketch['script'];

/** A part of a flow: nodes, and edges in one line each. */
interface Part {
  readonly nodes: readonly NodeSketch[];
  readonly edges: readonly string[];
  /** Things go on side by side in it: with two instances open there would be too many orders. */
  readonly wide?: true;
}

const ok: Script = [{ end: 'success', handles: null }];
const bad: Script = [{ end: 'failure', code: 'NODE_FAILED', retryable: false }];
const [a, b, u] = [aNode('a'), aNode('b'), aNode('u')];
const failing = (id: string): NodeSketch => aNode(id, { script: bad });

/** Every kind of container `k`, two items or turns at most. */
const CONTAINERS: readonly NodeSketch[] = [
  aContainer('k', 'group'),
  aContainer('k', 'group', { race: true }),
  aContainer('k', 'loop'),
  aContainer('k', 'loop', { counts: [2], pauseMs: 250 }),
  ...([1, 2] as const).flatMap((concurrency) =>
    (['fail', 'collect', 'drop'] as const).map((onItemError) =>
      aContainer('k', 'map', { counts: [2], concurrency, onItemError }),
    ),
  ),
];

/** What is in it. */
const INSIDES: readonly Part[] = [
  { nodes: [a], edges: [] },
  { nodes: [failing('a')], edges: [] },
  { nodes: [aNode('a', { scripts: [ok, bad] })], edges: [] },
  { nodes: [aNode('a', { scripts: [bad, ok] })], edges: [] },
  { nodes: [aNode('a', { when: false }), b], edges: [] },
  { nodes: [a, aNode('end', { role: 'end' })], edges: ['a -> end'] },
  { nodes: [b, failing('a')], edges: [], wide: true },
  { nodes: [a, failing('b'), u], edges: ['a -> b', 'a:compensate -> u'] },
  { nodes: [u, b, a], edges: ['a -> b', 'a:compensate -> u'] },
  { nodes: [a, failing('b'), failing('u')], edges: ['a -> b', 'a:compensate -> u'] },
];

const [e, f, g, s, n] = [aNode('e'), aNode('f'), aNode('g'), aNode('s'), aNode('n')];
const [ku, su] = [aNode('ku'), aNode('su')];

/** What is around it. */
const AROUND: readonly Part[] = [
  { nodes: [], edges: [] },
  { nodes: [e, n], edges: ['k:error -> e', 'k -> n'] },
  { nodes: [f, g], edges: ['k:finally -> f', 'f -> g'] },
  { nodes: [f, e], edges: ['k:finally -> f', 'k:error -> e'] },
  { nodes: [failing('f'), g], edges: ['k:finally -> f', 'f -> g'] },
  { nodes: [failing('s'), f], edges: ['k:finally -> f'], wide: true },
  { nodes: [s, su, f], edges: ['s:compensate -> su', 'k:finally -> f'], wide: true },
  { nodes: [f, s, failing('n')], edges: ['k:finally -> f', 's -> f', 'k -> n'], wide: true },
  { nodes: [aNode('f', { join: 'any' }), s, failing('n')], edges: ['k:finally -> f', 's -> f', 'k -> n'], wide: true },
  { nodes: [ku, f, failing('n')], edges: ['k:compensate -> ku', 'k:finally -> f', 'k -> n'] },
  { nodes: [failing('ku'), f, failing('g')], edges: ['k:compensate -> ku', 'k:finally -> f', 'f -> g'] },
];

/** Every flow of one container with these insides and that around it, in which it handles its errors or not. */
export function* smallContainers(kind: 'group' | 'map' | 'loop'): Generator<FlowSketch> {
  for (const container of CONTAINERS.filter((each) => each.container!.kind === kind)) {
    for (const within of INSIDES) {
      for (const around of AROUND) {
        if (container.container!.concurrency === 2 && (within.wide || around.wide)) continue;
        const nodes = [...around.nodes, container, ...inside('k', ...within.nodes)];
        yield aFlow(nodes, [...within.edges, ...around.edges]);
      }
    }
  }
}
