import type { ExpressionScope, Json } from '@app/definition';
import type { RunContext } from './context.js';
import type { Call, ChildRequest } from './executor.js';
import type { Attempt } from './ledger.js';
import { NodeError } from './node-error.js';
import { isOutage } from './outage.js';
import type { ResolvedFlow } from './ports.js';
import { toRunError } from './to-run-error.js';

/** Begins what goes on without the driver: waits, other runs, foreign activities and workflows. */
export class Beyond {
  constructor(private readonly run: RunContext) {}

  /** @throws whatever the node's fields throw when they are evaluated */
  begin(on: Attempt, scope: ExpressionScope, clock: number, at: number): Promise<void> | void {
    switch (on.node.kind) {
      case 'wait':
        return this.delay(on, scope, clock, at);
      case 'event':
        return this.awaitEvent(on, scope, clock, at);
      case 'approval':
        return this.awaitApproval(on, scope, clock, at);
      case 'call':
        return this.call(on, scope, clock, at);
      case 'subflow':
        return this.startChild(on, scope, clock);
      default:
        throw new NodeError('NODE_FAILED', `A node of kind ${on.node.kind} cannot be begun.`);
    }
  }

  private delay(on: Attempt, scope: ExpressionScope, clock: number, at: number): void {
    const { ledger, agenda, ports } = this.run;
    agenda.follow(ledger.waiting(on, at, 'delay', ports.executor.until(on.node, scope, clock)), at);
  }

  private awaitEvent(on: Attempt, scope: ExpressionScope, clock: number, at: number): void {
    const { ledger, agenda, ports } = this.run;
    const { event, until } = ports.executor.awaitEvent(on.node, scope, clock);
    const { path, attempt } = on;
    ledger.journal.beside({ type: 'wait.open', path, attempt, event });
    agenda.follow(ledger.waiting(on, at, 'event', until), at);
  }

  private awaitApproval(on: Attempt, scope: ExpressionScope, clock: number, at: number): void {
    const { ledger, agenda, ports } = this.run;
    const { task, until } = ports.executor.awaitApproval(on.node, scope, clock);
    const { path, attempt } = on;
    const mask = on.node.mask ? { mask: true as const } : {};
    ledger.journal.beside({ type: 'approval.open', path, attempt, task, deadline: until, ...mask });
    agenda.follow(ledger.waiting(on, at, 'approval', until), at);
  }

  /** Its mark is committed before the shell hears of it. */
  private call(on: Attempt, scope: ExpressionScope, clock: number, at: number): void {
    const { ledger, agenda, ports } = this.run;
    const called = ports.executor.call(on.node, scope, clock);
    const call: Call = on.node.mask ? { ...called, mask: true } : called;
    agenda.follow(ledger.started(on, at, call as unknown as Json, 'call'), at);
    agenda.calls.set(on.path, { on, call });
  }

  /** The child is inserted with the mark, in one transaction. */
  private async startChild(on: Attempt, scope: ExpressionScope, clock: number): Promise<void> {
    const { ledger, agenda, ports, writes } = this.run;
    const { path, attempt } = on;
    const asked = await this.resolve(on, scope, clock);
    if (asked === null) return;
    const { flowVersionId, flow, input, terms, counted, wait } = asked;
    const at = this.run.now();
    const runId = ports.flows.newRunId();
    ledger.journal.beside({ type: 'child.start', path, attempt, child: { runId, flowVersionId, input, terms, wait } });
    const recorded = { flow_id: flow.id, flow_version: flow.version, run_id: runId, input };
    agenda.follow(ledger.started(on, at, recorded, 'child'), at);
    if (wait) agenda.awaitChild(on, at);
    else agenda.follow(ledger.succeeded(on, at, { output: { run_id: runId }, handles: null }), at);
    if (counted === true) await writes.flush();
  }

  /** Which version of which flow is meant; null where the attempt has failed over it. */
  private async resolve(
    on: Attempt,
    scope: ExpressionScope,
    clock: number,
  ): Promise<(ResolvedFlow & Pick<ChildRequest, 'wait'>) | null> {
    const { ledger, agenda, ports, run } = this.run;
    const { maxDepth } = ports.limits;
    try {
      if (run.depth >= maxDepth)
        throw new NodeError('SUBFLOW_TOO_DEEP', `Runs may be ${maxDepth} deep within runs.`, {
          details: { max_depth: maxDepth },
        });
      const request = ports.executor.child(on.node, scope, clock);
      return { ...(await ports.flows.resolve(request, run.runId)), wait: request.wait };
    } catch (thrown) {
      if (isOutage(thrown)) throw thrown;
      const at = this.run.now();
      agenda.follow(ledger.failed(on, at, toRunError(thrown), ports.clock.random(), at), at);
      return null;
    }
  }
}
