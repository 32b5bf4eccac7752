import { proxyLocalActivities } from '@temporalio/workflow';
import type * as activities from './activities.ts';

const { compute, call } = proxyLocalActivities<typeof activities>({ startToCloseTimeout: '10s' });

/** So many local activities in a row, each of which computes. */
export async function computeInARow(count: number): Promise<number> {
  let value = 0;
  for (let i = 0; i < count; i += 1) value = await compute(value);
  return value;
}

/** So many calls in a row. */
export async function callInARow(url: string, count: number): Promise<number> {
  let last = 0;
  for (let i = 0; i < count; i += 1) last = await call(url);
  return last;
}

/** So many calls side by side. */
export async function callSideBySide(url: string, count: number): Promise<number[]> {
  return Promise.all(Array.from({ length: count }, () => call(url)));
}

/** Does nothing: what a bare start costs. */
export async function nothing(): Promise<void> {}
