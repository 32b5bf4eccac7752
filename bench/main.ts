import { callChain, callFan, computingChain, expressChain } from './definitions.ts';
import { growth } from './growth.ts';
import { handWritten } from './hand-written/worker.ts';
import { medianMs, ratePerSecond } from './measure.ts';
import { Millrace } from './millrace.ts';
import { startServers } from './servers.ts';
import { table, type Row } from './table.ts';
import { targetServer } from './target-server.ts';

const TIMES = 30;
const RUNS = 1_000;
const ACCEPTED = 10_000;
const IN_FLIGHT = 64;

/** P1 to P5 and P9 of the quality bars, both sides in one run, in turns. */
async function main(): Promise<void> {
  const servers = await startServers();
  const target = await targetServer();
  const theirs = await handWritten(servers.temporalAddress);
  const ours = new Millrace(servers.apiUrl);
  const rows: Row[] = [];
  const latency = async (
    name: string,
    work: string,
    bar: number,
    flowId: string,
    workflow: string,
    args: unknown[],
  ) => {
    const ownMs = await medianMs(TIMES, () => ours.runToEnd(flowId));
    const theirMs = await medianMs(TIMES, () => theirs.run(workflow, args));
    rows.push({ name, work, bar, unit: 'ms', ours: ownMs, handWritten: theirMs });
  };
  try {
    const worker = await servers.startWorker();
    const compute = await ours.flow('40 computing nodes', computingChain(40));
    await latency('P1', '40 computing nodes', 0.3, compute, 'computeInARow', [40]);
    const calls = await ours.flow('40 calls', callChain(target.url, 40));
    await latency('P2', '40 `http` nodes in a row', 0.6, calls, 'callInARow', [target.url, 40]);
    const fan = await ours.flow('100 calls', callFan(target.url, 100));
    await latency('P3', '100 `http` nodes side by side', 0.6, fan, 'callSideBySide', [target.url, 100]);

    const short = await ours.flow('3 computing nodes', computingChain(3));
    const ownRate = await ratePerSecond(RUNS, IN_FLIGHT, () => ours.runToEnd(short));
    const theirRate = await ratePerSecond(RUNS, IN_FLIGHT, () => theirs.run('computeInARow', [3]));
    rows.push({
      name: 'P4',
      work: '1,000 runs of 3 computing nodes',
      bar: 0.8,
      unit: '/s',
      ours: ownRate,
      handWritten: theirRate,
    });

    const express = await ours.flow('3 computing nodes, express', expressChain(3));
    rows.push({
      name: 'P9',
      work: '1,000 express runs of 3 computing nodes',
      bar: 4,
      unit: '/s',
      ours: await ratePerSecond(RUNS, IN_FLIGHT, () => ours.runToEnd(express)),
      handWritten: theirRate,
    });

    rows.push(...(await growth(ours)));

    await worker.stop();
    const accepted = await ratePerSecond(ACCEPTED, IN_FLIGHT, () => ours.accept(short));
    const bare = await ratePerSecond(ACCEPTED / 10, IN_FLIGHT, () => theirs.startOnly());
    rows.push({
      name: 'P5',
      work: 'runs accepted, no worker up',
      bar: 6,
      unit: '/s',
      ours: accepted,
      handWritten: bare,
    });
    process.stdout.write(`${table(rows)}\n`);
  } finally {
    await ours.close();
    await theirs.close();
    target.close();
    await servers.stop();
  }
}

await main();
