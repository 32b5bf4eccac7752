import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it, onTestFinished } from 'vitest';
import { isAlive } from '../bootstrap/lock.mjs';
import { lookAt } from '../process/look.ts';
import { waitUntil } from '../process/wait-until.ts';

const moduleAt = (path: string): string => JSON.stringify(new URL(path, import.meta.url).href);

/** A stack of two services, `api` and `worker`, that are shell scripts; `worker` is what the n-th start of it runs. */
function aStack(worker: string) {
  const program = `
    const { spawnGuarded } = await import(${moduleAt('../process/guarded-child.ts')});
    const { Service } = await import(${moduleAt('service.ts')});
    const { Stack } = await import(${moduleAt('stack.ts')});
    const stack = new Stack();
    const add = (name, script) => {
      let n = 0;
      const launch = async () => {
        const child = spawnGuarded({ command: 'sh', args: ['-c', script((n += 1))], output: 'pipe', graceMs: 1_000 });
        console.log('started ' + name + ' as ' + child.pid);
        return { child, stop: () => child.stop() };
      };
      const givenUp = () => void stack.leave(1, 'The ' + name + ' is down');
      return stack.add(new Service({ name: name + ' of ' + process.pid, log: 'none', launch, givenUp }));
    };
    await add('api', () => 'sleep 300');
    await add('worker', (n) => ${worker});
    process.on('SIGTERM', () => void stack.leave(0, 'SIGTERM'));
    setInterval(() => undefined, 1_000);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said += text));
  const pids = (name: string) =>
    [...said.matchAll(new RegExp(`started ${name} as (\\d+)`, 'g'))].map(([, pid]) => Number(pid));
  return { child, exited: once(child, 'close'), said: () => said, pids };
}

const runs = (pid: number): boolean => isAlive(pid) && lookAt(pid) !== null;

describe('what npm start keeps running', () => {
  it('is started again when it ends by itself, and stopped with everything else', async () => {
    const { child, exited, said, pids } = aStack(`n === 1 ? 'exit 3' : 'sleep 300'`);
    await waitUntil(20_000, async () => said().includes('runs again'));
    expect(said()).toMatch(/worker of \d+ ended \(3\)/);
    const living = [pids('api')[0] ?? 0, pids('worker')[1] ?? 0];
    expect(living.map(runs)).toEqual([true, true]);
    child.kill('SIGTERM');
    expect(await exited).toEqual([0, null]);
    await waitUntil(10_000, async () => !living.some(runs));
  });

  it('is given up after its fifth restart within a minute, and everything with it', async () => {
    const { exited, said, pids } = aStack(`'exit 3'`);
    expect(await exited).toEqual([1, null]);
    expect(pids('worker')).toHaveLength(6);
    expect(pids('api')).toHaveLength(1);
    expect(said()).toMatch(/worker of \d+ ends again and again[\s\S]*The worker is down: stopping/);
    await waitUntil(10_000, async () => !pids('api').some(runs));
  });
});
