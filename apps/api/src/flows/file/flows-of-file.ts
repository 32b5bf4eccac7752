import { AppError, type ErrorDetail } from '@app/errors';
import { type ImportedFlow, placeOf, TRANSFER_LIMITS } from '@app/flows';

/**
 * The flows of a file, the one that the others are there for first.
 * @throws AppError VALIDATION_FAILED where two have the same id or slug, or there are too many
 */
export function flowsOfFile({
  flow,
  subflows = [],
}: {
  flow: ImportedFlow;
  subflows?: readonly ImportedFlow[];
}): ImportedFlow[] {
  const flows = [flow, ...subflows];
  const details = [...repeated(flows, 'id'), ...repeated(flows, 'slug')];
  const limit = TRANSFER_LIMITS.definitions;
  if (flows.reduce((sum, { pinned }) => sum + 1 + pinned.length, 0) > limit)
    details.push({ path: 'subflows', message: `a file may have no more than ${limit} definitions` });
  if (details.length > 0) throw new AppError('VALIDATION_FAILED', undefined, { details });
  return flows;
}

function repeated(flows: readonly ImportedFlow[], field: 'id' | 'slug'): ErrorDetail[] {
  const seen = new Set<string>();
  return flows.flatMap(({ [field]: value }, at) => {
    if (value === null || !seen.has(value)) {
      if (value !== null) seen.add(value);
      return [];
    }
    return [{ path: `${placeOf(at)}.${field}`, message: 'is that of another flow of the file' }];
  });
}
