import type { Json, NodeView } from '@app/definition';
import { errorView, type RunError } from '@app/engine';

/** The statuses of a node that has ended, for expressions. */
export const FINAL_VIEWS: ReadonlySet<string> = new Set(['success', 'failed', 'skipped', 'omitted']);

/** What expressions see of a node whose last attempt is this. */
export function toView({ status, output, error }: { status: string; output: Json; error: RunError | null }): NodeView {
  return { status, output: status === 'success' ? output : null, error: error === null ? null : errorView(error) };
}
