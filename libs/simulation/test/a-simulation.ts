import { compile, type Definition, type DefinitionEdge, type DefinitionNode, type JsonObject } from '@app/definition';
import { createExecutor, nodeTypes } from '@app/nodes';
import { simulate, type SimulationInput, type SimulationResult } from '../src/index.js';

/** When simulated runs of tests start. */
export const START = Date.UTC(2030, 0, 1, 9);

/** A node: id, type, data, and the container that it is in. */
export function node(id: string, type: string, data: JsonObject = {}, parentId?: string): DefinitionNode {
  return { id, type, data, ...(parentId === undefined ? {} : { parentId }) };
}

/** A definition; edges as `a -> b`, `a:error -> b`. */
export function flow(nodes: readonly DefinitionNode[], ...edges: readonly string[]): Definition {
  return { nodes, edges: edges.map(toEdge) };
}

function toEdge(text: string, at: number): DefinitionEdge {
  const [from = '', target = ''] = text.split(' -> ');
  const [source = '', sourceHandle] = from.split(':');
  return { id: `e${at}`, source, target, ...(sourceHandle === undefined ? {} : { sourceHandle }) };
}

/** Simulates a definition. */
export function simulated(definition: Definition, given: Partial<SimulationInput> = {}): Promise<SimulationResult> {
  const plan = compile(definition, nodeTypes);
  return simulate(plan, createExecutor(), {
    input: null,
    flow: { id: 'flow', name: 'Flow', version: 1 },
    startAt: START,
    env: {},
    ...given,
  });
}

/** The steps as `path status`, in order. */
export const outline = ({ steps }: SimulationResult): string[] => steps.map(({ path, status }) => `${path} ${status}`);
