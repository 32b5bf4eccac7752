import { AppError } from '@app/errors';
import type { FlowStatus } from './flow-status.js';
import { livingStatus } from './flow-status.js';
import type { Flow } from './flow.entity.js';
import type { ExpectedVersions, FlowChanges } from './flow.inputs.js';

/** @throws AppError PRECONDITION_FAILED where the flow has another version by now */
export function assertExpected({ version }: Pick<Flow, 'version'>, expected: ExpectedVersions): void {
  if (expected !== null && !expected.includes(version)) throw new AppError('PRECONDITION_FAILED');
}

/** @throws AppError FLOW_ARCHIVED */
export function assertNotArchived({ status }: Pick<Flow, 'status'>): void {
  if (status === 'archived') throw new AppError('FLOW_ARCHIVED');
}

/**
 * The flow's status after the changes. A flow that is archived, and stays so, cannot be changed otherwise.
 * @throws AppError FLOW_ARCHIVED, VALIDATION_FAILED where the status asked for is not the flow's to have
 */
export function nextStatus(
  flow: Pick<Flow, 'status' | 'publishedVersion'>,
  { status, ...others }: FlowChanges,
): FlowStatus {
  const stays = status === undefined || status === 'archived';
  if (stays && (status === undefined || Object.values(others).some((value) => value !== undefined)))
    assertNotArchived(flow);
  if (stays) return status ?? flow.status;
  const living = livingStatus(flow.publishedVersion);
  if (status === living) return status;
  const message = `is \`${living}\` for this flow: only publishing a version makes it active`;
  throw new AppError('VALIDATION_FAILED', undefined, { details: [{ path: 'status', message }] });
}
