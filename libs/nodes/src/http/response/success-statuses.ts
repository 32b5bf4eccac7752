type Listed = number | string;

function holds(listed: Listed, status: number): boolean {
  if (typeof listed === 'number') return listed === status;
  if (listed.endsWith('xx')) return Number(listed[0]) === Math.floor(status / 100);
  const [from, to] = listed.split('-').map(Number);
  return from !== undefined && to !== undefined && from <= status && status <= to;
}

/** Whether a status is a success; `listed` is the field `success_statuses`, missing: 2xx. */
export function isSuccess(listed: readonly Listed[] | undefined, status: number): boolean {
  return listed === undefined ? status >= 200 && status < 300 : listed.some((item) => holds(item, status));
}
