import {
  ApplicationFailure,
  CancellationScope,
  ChildWorkflowCancellationType,
  condition,
  executeChild,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import { type ApprovalPolicy, DEFAULT_POLICY, needsApproval } from '../domain/approval-policy.ts';
import type { Order } from '../domain/order.ts';
import { approveSignal, type Decision, type OrderProgress, progressQuery, rejectSignal } from './messages.ts';
import { Saga } from './saga.ts';
import { shipmentWorkflow } from './shipment.workflow.ts';
import { step } from './steps.ts';

/** What comes of an order that was carried out. */
export interface OrderResult {
  readonly order_id: string;
  readonly total_cents: number;
  readonly payment_id: string;
  readonly tracking: string;
  readonly approved_by: string | null;
}

/**
 * Carries an order out: validates it, holds the stock, has a person decide above an amount, takes the payment, ships.
 * What fails or is cancelled on the way is undone: the money given back, the stock released.
 */
export async function orderWorkflow(order: Order, given: Partial<ApprovalPolicy> = {}): Promise<OrderResult> {
  const policy = { ...DEFAULT_POLICY, ...given };
  const { order_id, items, address, card } = order;
  const saga = new Saga();
  let progress: OrderProgress = { stage: 'validating', total_cents: null, reminded: false };
  let decision: Decision | undefined;
  const reach = (change: Partial<OrderProgress>): void => void (progress = { ...progress, ...change });
  setHandler(progressQuery, () => progress);
  // The first decision counts; one that comes before it is asked for is kept.
  setHandler(approveSignal, ({ by }) => void (decision ??= { approved: true, by }));
  setHandler(rejectSignal, ({ by }) => void (decision ??= { approved: false, by }));

  try {
    const { total_cents } = await step('ValidateOrder').ValidateOrder(order);
    reach({ total_cents });

    const { reservation_id } = await step('ReserveStock').ReserveStock({ order_id, items });
    saga.add('ReleaseStock', () => step('ReleaseStock').ReleaseStock({ reservation_id }));

    if (needsApproval(total_cents, policy)) {
      reach({ stage: 'waiting_for_approval' });
      await approval();
    }

    reach({ stage: 'paying' });
    // Cancelled between two attempts, nobody would know whether the money was taken: it is seen to its end first.
    const { payment_id } = await CancellationScope.nonCancellable(() =>
      step('ProcessPayment').ProcessPayment({ order_id, amount_cents: total_cents, card }),
    );
    saga.add('RefundPayment', () => step('RefundPayment').RefundPayment({ payment_id }));

    reach({ stage: 'shipping' });
    const { tracking } = await executeChild(shipmentWorkflow, {
      args: [{ order_id, address, items }],
      workflowId: `${workflowInfo().workflowId}/shipment`,
      cancellationType: ChildWorkflowCancellationType.WAIT_CANCELLATION_COMPLETED,
    });
    reach({ stage: 'done' });
    return { order_id, total_cents, payment_id, tracking, approved_by: decision?.by ?? null };
  } catch (error) {
    reach({ stage: 'undoing' });
    const missing = await saga.undo();
    if (missing.length === 0) throw error;
    const message = `Order ${order_id} failed, and could not be undone: ${missing.join(', ')}.`;
    throw ApplicationFailure.create({ type: 'UndoMissing', message, nonRetryable: true, details: [{ missing }] });
  }

  async function approval(): Promise<void> {
    const decided = () => decision !== undefined;
    if (!(await condition(decided, policy.remind_after_seconds * 1000))) {
      await step('SendReminder').SendReminder({ order_id, to: 'sales@example.com' });
      reach({ reminded: true });
      if (!(await condition(decided, policy.decide_within_seconds * 1000)))
        throw refusal('ApprovalTimeout', 'Nobody decided in time.');
    }
    if (decision?.approved === false) throw refusal('OrderRejected', `${decision.by} rejected it.`);
  }

  function refusal(type: string, message: string): ApplicationFailure {
    return ApplicationFailure.nonRetryable(`Order ${order_id}: ${message}`, type);
  }
}
