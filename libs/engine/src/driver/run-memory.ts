import type { ExpressionScope, Json, JsonObject, NodeView } from '@app/definition';
import type { OutputSource } from '../core/command.js';
import type { RunError } from '../core/state.js';
import type { RunFacts } from './store.js';

/** What expressions see of a failed node. */
export function errorView(error: RunError): Json {
  const { code, message, details } = error;
  return { code, message, ...(details === undefined ? {} : { details: details as Json }) };
}

/** What a run knows: the outputs and errors of the nodes that have ended, and its variables. */
export class RunMemory {
  /** Without a prototype: an id may be `toString`. */
  private readonly nodes: { [id: string]: NodeView } = Object.create(null) as { [id: string]: NodeView };
  private readonly own: { -readonly [K in keyof ExpressionScope]: ExpressionScope[K] };

  constructor(
    facts: RunFacts,
    views: ReadonlyMap<string, NodeView>,
    vars: JsonObject,
    env: { readonly [name: string]: string },
    startedAt: number,
  ) {
    for (const [path, view] of views) this.nodes[path] = view;
    this.own = {
      input: facts.input,
      nodes: this.nodes,
      vars,
      run: { id: facts.runId, started_at: new Date(startedAt).toISOString() },
      flow: facts.flow,
      env,
    };
  }

  /** What an expression of the root scope sees now. */
  get scope(): ExpressionScope {
    return this.own;
  }

  set(path: string, view: NodeView): void {
    this.nodes[path] = view;
  }

  assign(vars: JsonObject): void {
    this.own.vars = { ...this.own.vars, ...vars };
  }

  /** The output that a scope ended with. */
  output(source: OutputSource): Json {
    if ('end' in source) return this.nodes[source.end]?.output ?? null;
    return Object.fromEntries(source.leaves.map(({ id, path }) => [id, this.nodes[path]?.output ?? null]));
  }
}
