import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { isAlive } from '../bootstrap/lock.mjs';
import { spawnGuarded } from './guarded-child.ts';
import { lookAt } from './look.ts';
import { waitUntil } from './wait-until.ts';

const MODULE = fileURLToPath(new URL('guarded-child.ts', import.meta.url));
const runs = (pid: number) => isAlive(pid) && lookAt(pid) !== null;

describe('a guarded child', () => {
  it('ends with its own children when its parent is killed with kill -9', async () => {
    const program = `
      const { spawnGuarded } = await import(${JSON.stringify(MODULE)});
      const child = spawnGuarded({ command: 'sh', args: ['-c', 'sleep 300 & echo $!; wait'], output: 'pipe', graceMs: 400 });
      child.process.stdout.on('data', (text) => console.log(child.pid + ' ' + text));
      setInterval(() => undefined, 1000);`;
    const parent = spawn(process.execPath, ['--input-type=module', '-e', program], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [line] = (await once(parent.stdout, 'data')) as [Buffer];
    const [child = 0, grandchild = 0] = line.toString().trim().split(' ').map(Number);
    expect([runs(child), runs(grandchild)]).toEqual([true, true]);
    parent.kill('SIGKILL');
    await waitUntil(10_000, async () => !runs(child) && !runs(grandchild));
  });

  it('is killed when it does not stop in its grace time', async () => {
    const child = spawnGuarded({
      command: process.execPath,
      args: ['-e', 'process.on("SIGTERM", () => undefined); console.log("up"); setInterval(() => undefined, 1000)'],
      output: 'pipe',
      graceMs: 300,
    });
    if (child.process.stdout) await once(child.process.stdout, 'data');
    await child.stop();
    expect(await child.exited).toEqual({ code: null, signal: 'SIGKILL' });
  });

  it('takes what it leaves behind with it when it ends by itself', async () => {
    const child = spawnGuarded({ command: 'sh', args: ['-c', 'sleep 300 & echo $!'], output: 'pipe', graceMs: 200 });
    const [line] = child.process.stdout ? ((await once(child.process.stdout, 'data')) as [Buffer]) : [];
    const left = Number(line?.toString());
    expect((await child.exited).code).toBe(0);
    await waitUntil(10_000, async () => !runs(left));
  });
});
