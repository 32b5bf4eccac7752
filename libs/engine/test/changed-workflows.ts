import { sleep } from '@temporalio/workflow';
import * as shell from '../src/workflows/index.js';

// The shell as somebody might change it without a patch: with one timer more.

/** Waits before it does what a run does. */
export async function runFlow(...args: Parameters<typeof shell.runFlow>): ReturnType<typeof shell.runFlow> {
  await sleep(1);
  return shell.runFlow(...args);
}

/** Waits before it does what a batch does. */
export async function runExpress(...args: Parameters<typeof shell.runExpress>): ReturnType<typeof shell.runExpress> {
  await sleep(1);
  return shell.runExpress(...args);
}

/** Waits before it does what a call does. */
export async function runCall(...args: Parameters<typeof shell.runCall>): ReturnType<typeof shell.runCall> {
  await sleep(1);
  return shell.runCall(...args);
}
