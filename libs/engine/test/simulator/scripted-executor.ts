import type { ExpressionScope, Json, PlanNode } from '@app/definition';
import type { Effect, EffectCall, Executor, Outcome } from '../../src/driver/executor.js';
import { NodeError } from '../../src/driver/node-error.js';
import { endingOf, type Ending } from '../sketch/sketch.js';
import { outputOf } from './outputs.js';
import type { SimProcess } from './process.js';

/** Longer than any time-out. */
const FOR_EVER_MS = 10_000_000;

/** Carries nodes out by their scripts; what they give depends on all that they see. */
export class ScriptedExecutor implements Executor {
  constructor(private readonly process: SimProcess) {}

  compute(node: PlanNode, scope: ExpressionScope): Outcome {
    // A computing node does the same each time.
    return this.end(node, endingOf(this.process.world.node(node.id), 1), this.output(node, scope));
  }

  prepare(node: PlanNode, scope: ExpressionScope): Effect {
    const output = this.output(node, scope);
    return { input: { url: `https://example.org/${node.id}` }, run: (call) => this.run(node, output, call) };
  }

  until(node: PlanNode, _scope: ExpressionScope, at: number): number {
    return at + (node.index % 2 === 0 ? 200 : 90_000);
  }

  private async run(node: PlanNode, output: Json, { signal, idempotencyKey }: EffectCall): Promise<Outcome> {
    const { world } = this.process;
    if (idempotencyKey !== `${world.store.run.id}/${node.id}`)
      world.breaches.push(`${node.id} is given the key ${idempotencyKey}`);
    await this.process.moment(false);
    const ending = await world.beginEffect(node.id, this.process.marks.get(node.id) ?? 0, this.process.late);
    await this.process.moment(false);
    await world.time.sleep(ending.end === 'lost' ? FOR_EVER_MS : 5 + ((node.index * 13) % 40), signal);
    await this.process.moment(false);
    if (signal.aborted) {
      world.aborted.add(node.id);
      throw new NodeError('NODE_FAILED', 'it was told to stop');
    }
    return this.end(node, ending, output);
  }

  private end(node: PlanNode, ending: Ending, output: Json): Outcome {
    if (ending.end === 'failure')
      throw new NodeError(ending.code, `scripted ${ending.code}`, { retryable: ending.retryable });
    const handles = ending.end === 'success' ? ending.handles : null;
    const log = [{ level: 'info', message: `${node.id} is done` }] as const;
    return { output, handles, log, ...(node.type === 'assign' ? { vars: output as { [name: string]: Json } } : {}) };
  }

  private output(node: PlanNode, scope: ExpressionScope): Json {
    const { world } = this.process;
    for (const { source } of world.flow.edges.filter(({ target }) => target === node.id)) {
      const [type, view] = [world.plan.byId.get(source)?.type, scope.nodes[source]];
      if (type !== 'assign' || view?.status !== 'success') continue;
      const set = (view.output as { [name: string]: Json })[source];
      if (scope.vars[source] !== set) world.breaches.push(`${node.id} does not see the variable that ${source} set`);
    }
    return outputOf(world.flow, world.node(node.id), (id) => scope.nodes[id]);
  }
}
