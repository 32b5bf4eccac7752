/** A definition as the API takes it. */
export interface Definition {
  nodes: { id: string; type: string; data: Record<string, unknown>; parentId?: string }[];
  edges: { id: string; source: string; target: string; sourceHandle?: string }[];
}

function chain(nodes: Definition['nodes']): Definition {
  const edges = nodes.slice(1).map(({ id }, i) => ({ id: `e${i}`, source: nodes[i]?.id ?? '', target: id }));
  return { nodes, edges };
}

/** So many nodes in a row that only compute, each from the one before it. */
export function computingChain(count: number): Definition {
  return chain(
    Array.from({ length: count }, (_, i) => ({
      id: `n${i}`,
      type: 'transform',
      data: { output: i === 0 ? '{{ 1 }}' : `{{ nodes.n${i - 1}.output + 1 }}` },
    })),
  );
}

/** The same as an express flow. */
export function expressChain(count: number): Definition {
  const { nodes } = computingChain(count);
  return chain([{ id: 'start', type: 'start', data: { settings: { type: 'express' } } }, ...nodes]);
}

/** So many calls in a row. */
export function callChain(url: string, count: number): Definition {
  return chain(Array.from({ length: count }, (_, i) => ({ id: `n${i}`, type: 'http', data: { method: 'GET', url } })));
}

/** So many calls side by side, and a node that joins them. */
export function callFan(url: string, count: number): Definition {
  const calls = Array.from({ length: count }, (_, i) => ({ id: `n${i}`, type: 'http', data: { method: 'GET', url } }));
  const joined = { id: 'joined', type: 'transform', data: { output: '{{ nodes.n0.output.status }}' } };
  return { nodes: [...calls, joined], edges: calls.map(({ id }) => ({ id: `e-${id}`, source: id, target: 'joined' })) };
}
