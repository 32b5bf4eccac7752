import type { ExpressionScope, Json, PlanNode } from '@app/definition';
import type { Effect, EffectCall, Executor, Outcome } from '../../src/driver/executor.js';
import { NodeError } from '../../src/driver/node-error.js';
import { countOf, endingOf, type Ending, type NodeSketch } from '../sketch/sketch.js';
import { itemOf, type Names, outputOf } from './outputs.js';
import type { SimProcess } from './process.js';

/** Longer than any time-out. */
const FOR_EVER_MS = 10_000_000;

/** A path with the indexes that a node sees: scripts go by instance. */
const placeOf = ({ index = 0, iteration = 0 }: Names): string => `[${index}][${iteration}]`;

/** What the scope instance adds to what is seen. */
const namesOf = (scope: ExpressionScope): Names => scope as Names;

const notHere = (): never => {
  throw new Error('no sketch has nodes of this kind');
};

/** Carries nodes out by their scripts; what they give depends on all that they see. */
export class ScriptedExecutor implements Executor {
  readonly child = notHere;
  readonly call = notHere;

  constructor(private readonly process: SimProcess) {}

  compute(node: PlanNode, scope: ExpressionScope): Outcome {
    // A computing node does the same each time.
    return this.end(node, endingOf(this.sketch(node), 1, placeOf(namesOf(scope))), this.output(node, scope));
  }

  prepare(node: PlanNode, scope: ExpressionScope): Effect {
    const output = this.output(node, scope);
    return { input: { url: `https://example.org/${node.id}` }, run: (call) => this.run(node, output, call) };
  }

  until(node: PlanNode, _scope: ExpressionScope, at: number): number {
    return at + (node.index % 2 === 0 ? 200 : 90_000);
  }

  open(node: PlanNode, scope: ExpressionScope): readonly Json[] | null {
    this.breakAt('opening', node, namesOf(scope));
    const { container } = this.sketch(node);
    if (container?.kind !== 'map') return null;
    return Array.from({ length: countOf(container, placeOf(namesOf(scope))) }, (_, index) => itemOf(node.id, index));
  }

  goesOn(node: PlanNode, { index }: ExpressionScope & Names, _at: number, turn: number): boolean {
    const { container } = this.sketch(node);
    const around = index === undefined ? {} : { index };
    const turns = countOf(container!, placeOf(around));
    if (turn === turns) this.breakAt('asking', node, around);
    return turn < turns;
  }

  gather(node: PlanNode, output: Json): Outcome {
    this.breakAt('gathering', node, {});
    return { output, handles: null };
  }

  awaitEvent(node: PlanNode, _scope: ExpressionScope, at: number): { event: string; until: number | null } {
    const { timeoutMs } = this.sketch(node);
    return { event: node.id, until: timeoutMs === null ? null : at + timeoutMs };
  }

  matches(_node: PlanNode, scope: ExpressionScope): boolean {
    return (scope['event'] as { payload: Json }).payload !== 'not this one';
  }

  awaitApproval(node: PlanNode, scope: ExpressionScope, at: number) {
    const assignees = { users: [], roles: [] };
    const task = { title: node.id, description: null, assignees, quorum: 1, formSchema: null, allowSelf: true };
    return { task, until: this.awaitEvent(node, scope, at).until };
  }

  private sketch({ id }: PlanNode): NodeSketch {
    return this.process.world.node(id);
  }

  private breakAt(where: 'opening' | 'asking' | 'gathering', node: PlanNode, names: Names): void {
    const sketch = this.sketch(node);
    const ending = endingOf(sketch, 1, placeOf(names));
    if (sketch.container?.breaks === where && ending.end === 'failure') this.end(node, ending, null);
  }

  private async run(node: PlanNode, output: Json, { signal, idempotencyKey }: EffectCall): Promise<Outcome> {
    const { world } = this.process;
    const path = idempotencyKey.slice(world.store.run.id.length + 1);
    if (world.node(path).id !== node.id) world.breaches.push(`${node.id} is given the key ${idempotencyKey}`);
    await this.process.moment(false);
    if (signal.aborted) throw new NodeError('NODE_FAILED', 'it was told to stop before it did anything');
    const attempt = this.process.marks.get(path) ?? 0;
    const ending = await world.beginEffect(path, attempt, this.process.late, signal);
    await this.process.moment(false);
    await world.time.sleep(ending.end === 'lost' ? FOR_EVER_MS : 5 + ((node.index * 13) % 40), signal);
    await this.process.moment(false);
    if (signal.aborted) {
      world.aborted.add(path);
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
    return outputOf(world.flow, this.sketch(node), namesOf(scope), (id) => scope.nodes[id]);
  }
}
