import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { callChain, callFan, computingChain, type Definition } from './definitions.ts';
import { ratePerSecond } from './measure.ts';
import { Millrace } from './millrace.ts';
import type { Servers } from './servers.ts';
import { targetServer } from './target-server.ts';

const ROOT = join(import.meta.dirname, '..');
const IN_FLIGHT = 64;

interface Side {
  readonly servers: Servers;
  readonly ours: Millrace;
  readonly stopWorker: () => Promise<void>;
}

type ServersModule = Pick<typeof import('./servers.ts'), 'startServers'>;

/** Servers, api and worker of a built checkout. */
async function side(root: string): Promise<Side> {
  const its = (await import(pathToFileURL(join(root, 'bench', 'servers.ts')).href)) as ServersModule;
  const servers = await its.startServers();
  const worker = await servers.startWorker();
  return { servers, ours: new Millrace(servers.apiUrl), stopWorker: () => worker.stop() };
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

/**
 * Two versions of Millrace, both up at the same time and asked in turns, so that whatever else the machine does falls
 * on both. A ratio is the median over the pairs, of this version by the other.
 */
async function compare(root: string): Promise<void> {
  const target = await targetServer();
  const [other, own] = [await side(root), await side(ROOT)];
  const inTurns = async (times: number, warm: number, one: (of: Side) => Promise<number>) => {
    const pairs: { before: number; now: number }[] = [];
    for (let n = -warm; n < times; n += 1) {
      const first = n % 2 === 0 ? await one(other) : 0;
      const now = await one(own);
      const before = n % 2 === 0 ? first : await one(other);
      if (n >= 0) pairs.push({ before, now });
    }
    const before = median(pairs.map((pair) => pair.before));
    const now = median(pairs.map((pair) => pair.now));
    const ratio = median(pairs.map((pair) => pair.now / pair.before));
    return `${before.toFixed(1)} ${now.toFixed(1)} ${ratio.toFixed(3)}`;
  };
  const flowOf = async (name: string, definition: Definition) => {
    const [theirs, ours] = [await other.ours.flow(name, definition), await own.ours.flow(name, definition)];
    return (of: Side): string => (of === own ? ours : theirs);
  };
  const latency = async (name: string, definition: Definition, times: number, warm: number) => {
    const flow = await flowOf(name, definition);
    const ms = async (of: Side) => {
      const begin = performance.now();
      await of.ours.runToEnd(flow(of));
      return performance.now() - begin;
    };
    process.stdout.write(`${name} ms: ${await inTurns(times, warm, ms)}\n`);
  };
  process.stdout.write('work: the other version, this one, the ratio\n');
  await latency('P1', computingChain(40), 500, 100);
  await latency('P2', callChain(target.url, 40), 50, 10);
  await latency('P3', callFan(target.url, 100), 50, 10);
  const short = await flowOf('short', computingChain(3));
  const ended = (of: Side) => ratePerSecond(200, IN_FLIGHT, () => of.ours.runToEnd(short(of)));
  process.stdout.write(`P4 runs/s: ${await inTurns(20, 2, ended)}\n`);
  for (const { stopWorker } of [other, own]) await stopWorker();
  const accepted = (of: Side) => ratePerSecond(1_000, IN_FLIGHT, () => of.ours.accept(short(of)));
  process.stdout.write(`accepted/s: ${await inTurns(20, 2, accepted)}\n`);
  target.close();
  for (const { ours, servers } of [other, own]) {
    await ours.close();
    await servers.stop();
  }
}

const [other] = process.argv.slice(2);
if (other === undefined) {
  process.stderr.write('Name the folder of another version, built: npm run bench:versions -- ../millrace-before\n');
  process.exitCode = 2;
} else await compare(resolve(other));
