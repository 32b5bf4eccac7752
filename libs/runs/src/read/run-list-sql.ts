import type { Statement } from '@app/database';
import { isByStart, type LabelFilter, type PageRequest, type RunFilter } from './run-filter.js';
import { SUMMARY_COLUMNS } from './run-row.js';
import { sqlStartedBy } from './run-slices.js';

/** Rows are counted so far; a list that has more has no total. */
export const MAX_TOTAL = 1_000;

/** A statement and its values. */
export interface Query {
  readonly statement: Statement;
  readonly values: readonly unknown[];
}

/**
 * A page of a list, and one row more where there is one. For several statuses it is the union of
 * the lists by each: every one of them comes in order out of an index, so that the price does not
 * grow with the table.
 */
export function pageQuery(organizationId: string, filter: RunFilter, page: PageRequest): Query {
  const parameters = new Parameters();
  const common = conditions(parameters, organizationId, filter);
  if (page.after !== undefined) common.push(afterCondition(parameters, filter, page.after));
  const order = isByStart(filter) ? 'started_at desc, id desc' : 'id desc';
  const offset = page.offset ?? 0;
  const limit = parameters.add(offset + page.perPage + 1);
  const arms = statusArms(parameters, filter).map(
    (arm) => `(select * from runs where ${[...common, ...arm].join(' and ')} order by ${order} limit ${limit})`,
  );
  const text = `select ${SUMMARY_COLUMNS} from (${arms.join(' union all ')}) runs
    order by ${order} limit ${parameters.add(page.perPage + 1)} offset ${parameters.add(offset)}`;
  return { statement: { text }, values: parameters.values };
}

/** How many rows a list has, up to one more than MAX_TOTAL. */
export function countQuery(organizationId: string, filter: RunFilter): Query {
  const parameters = new Parameters();
  const all = conditions(parameters, organizationId, filter);
  if (filter.statuses !== undefined) all.push(`status = any(${parameters.add(filter.statuses)})`);
  const text = `select count(*)::int as total from (select 1 from runs where ${all.join(' and ')} limit ${MAX_TOTAL + 1}) counted`;
  return { statement: { text }, values: parameters.values };
}

function conditions(parameters: Parameters, organizationId: string, filter: RunFilter): string[] {
  const organization = parameters.add(organizationId);
  const all = [`organization_id = ${organization}`];
  for (const label of filter.labels ?? []) all.push(labelCondition(parameters, organization, label));
  if (filter.flowId !== undefined) all.push(`flow_id = ${parameters.add(filter.flowId)}`);
  if (filter.parentRunId !== undefined) all.push(sqlStartedBy(parameters.add(filter.parentRunId)));
  all.push(filter.sliceOf === undefined ? 'slice_of is null' : `slice_of = ${parameters.add(filter.sliceOf)}`);
  for (const [column, operator, time] of [
    ['started_at', '>=', filter.startedAfter],
    ['started_at', '<', filter.startedBefore],
    ['created_at', '>=', filter.createdAfter],
    ['created_at', '<', filter.createdBefore],
  ] as const) {
    if (time === undefined) continue;
    all.push(`${column} ${operator} ${parameters.add(time)}`);
    if (column === 'created_at') all.push(`id ${operator} ${parameters.add(idAround(time, operator))}`);
  }
  return all;
}

/** A run has a name once, so that PostgreSQL may begin with the labels, in order, as well as with the runs. */
function labelCondition(parameters: Parameters, organization: string, { name, value }: LabelFilter): string {
  return `exists (select from run_labels l where l.run_id = runs.id
    and l.organization_id = ${organization} and l.name = ${parameters.add(name)} and l.value = ${parameters.add(value)})`;
}

function afterCondition(
  parameters: Parameters,
  filter: RunFilter,
  { id, startedAt }: NonNullable<PageRequest['after']>,
): string {
  if (!isByStart(filter)) return `id < ${parameters.add(id)}`;
  return `(started_at, id) < (to_timestamp(${parameters.add(startedAt ?? 0)}::float8 / 1000), ${parameters.add(id)}::uuid)`;
}

function statusArms(parameters: Parameters, { statuses }: RunFilter): string[][] {
  return statuses === undefined ? [[]] : statuses.map((status) => [`status = ${parameters.add(status)}`]);
}

/** Ids are made a moment after, or before, the row's own time: room for that. */
const MARGIN_MS = 60_000;

/** A version 7 uuid that sorts before, or after, those of that time, with a margin: lets the index by id find times. */
function idAround(time: Date, operator: '>=' | '<'): string {
  const at = Math.min(Math.max(time.getTime() + (operator === '<' ? MARGIN_MS : -MARGIN_MS), 0), 2 ** 48 - 1);
  const hex = at.toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`;
}

class Parameters {
  readonly values: unknown[] = [];

  add(value: unknown): string {
    this.values.push(value);
    return `$${this.values.length}`;
  }
}
