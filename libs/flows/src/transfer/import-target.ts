import { AppError, type ErrorCode } from '@app/errors';
import type { FlowWriter } from '../flow-writer.js';
import type { Flow } from '../flow.entity.js';
import { freeSlug } from '../slug.js';
import { type ImportedFlow, type OnConflict, placeOf } from './flow-import.js';

/** What a flow of the file becomes here. */
export interface ImportTarget {
  readonly imported: ImportedFlow;
  /** The flow that gets a new version, under its lock; null: one is made. */
  readonly existing: Flow | null;
  readonly id: string;
  readonly slug: string;
}

/** @param ids those that flows that are made will have @throws AppError FLOW_SLUG_TAKEN, FLOW_ARCHIVED */
export async function importTargets(
  writer: FlowWriter,
  flows: readonly ImportedFlow[],
  onConflict: OnConflict,
  ids: readonly string[],
): Promise<ImportTarget[]> {
  const locked = await writer.lockBySlug(flows.map(({ slug }) => slug));
  const here = new Map(locked.map((flow) => [flow.slug, flow]));
  if (onConflict === 'fail') refuse(flows, ({ slug }) => here.has(slug), 'FLOW_SLUG_TAKEN', 'is taken');
  if (onConflict === 'new_version') {
    const isArchived = ({ slug }: ImportedFlow) => here.get(slug)?.status === 'archived';
    refuse(flows, isArchived, 'FLOW_ARCHIVED', 'is that of an archived flow');
  }
  const used = new Set(flows.map(({ slug }) => slug));
  const targets: ImportTarget[] = [];
  for (const [at, imported] of flows.entries()) {
    const existing = onConflict === 'new_version' ? (here.get(imported.slug) ?? null) : null;
    const isTaken = existing === null && here.has(imported.slug);
    const slug = isTaken
      ? freeSlug(imported.slug, new Set([...used, ...(await writer.slugsLike(imported.slug))]))
      : imported.slug;
    used.add(slug);
    targets.push({ imported, existing, id: existing?.id ?? (ids[at] as string), slug });
  }
  return targets;
}

function refuse(
  flows: readonly ImportedFlow[],
  isRefused: (flow: ImportedFlow) => boolean,
  code: ErrorCode,
  message: string,
): void {
  const details = flows.flatMap((flow, at) => (isRefused(flow) ? [{ path: `${placeOf(at)}.slug`, message }] : []));
  if (details.length > 0) throw new AppError(code, undefined, { details });
}
