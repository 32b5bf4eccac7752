import { readFileSync } from 'node:fs';
import { computingChain } from './definitions.ts';
import { ratePerSecond } from './measure.ts';
import { Millrace } from './millrace.ts';
import { startServers } from './servers.ts';

const THOUSANDS = 5;
const IN_FLIGHT = 64;

/** Resident memory of a process, MB. */
function residentMb(pid: number): number {
  const kib = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Math.round((Number(kib) * 1024) / 1e6);
}

/** P6 of the quality bars: resident memory at the start, and after each thousand of runs. Linux only. */
async function main(): Promise<void> {
  const servers = await startServers();
  const ours = new Millrace(servers.apiUrl);
  const line = (...cells: (string | number)[]) => process.stdout.write(`| ${cells.join(' | ')} |\n`);
  try {
    const worker = await servers.startWorker();
    const flow = await ours.flow('3 computing nodes', computingChain(3));
    line('runs', 'api, MB (bar 250)', 'worker, MB (bar 400)');
    line('---', '---', '---');
    line(0, residentMb(servers.api.pid), residentMb(worker.pid));
    for (let thousand = 1; thousand <= THOUSANDS; thousand += 1) {
      await ratePerSecond(1_000, IN_FLIGHT, () => ours.runToEnd(flow));
      line(thousand * 1_000, residentMb(servers.api.pid), residentMb(worker.pid));
    }
    await worker.stop();
  } finally {
    await ours.close();
    await servers.stop();
  }
}

await main();
