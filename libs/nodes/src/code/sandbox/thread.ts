import { parentPort } from 'node:worker_threads';
import type { CodeCall, ThreadMessage } from './code-call.ts';
import { Sandbox } from './sandbox.ts';

// The sandbox asks the host for its time zone. It is UTC there, wherever the worker runs.
// oxlint-disable-next-line no-extend-native
Date.prototype.getTimezoneOffset = () => 0;

const sandbox = new Sandbox();
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- threads have no origin
const say = (message: ThreadMessage): void => parentPort?.postMessage(message);

parentPort?.on('message', (call: CodeCall) => void carryOut(call));

async function carryOut(call: CodeCall): Promise<void> {
  await sandbox.prepare(call.memoryMb);
  say({ began: true });
  const end = await sandbox.run(call, (line) => say({ line }));
  say({ end, isSpent: sandbox.isSpent });
}
