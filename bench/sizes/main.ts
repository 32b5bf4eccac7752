import { Millrace } from '../millrace.ts';
import { startServers } from '../servers.ts';
import { BEYOND } from './beyond.ts';
import { LARGE } from './large.ts';
import { residentMb, type Scene, type Size } from './scene.ts';
import { sizedTarget } from './target.ts';

/** The sizes that must work, on the built programs and real servers. With an argument, those whose names have it. */
async function main(only = ''): Promise<void> {
  const servers = await startServers();
  const target = await sizedTarget();
  const ours = new Millrace(servers.apiUrl);
  let worker = await servers.startWorker();
  const scene: Scene = {
    ours,
    target: target.url,
    workerPid: () => worker.pid,
    restart: async () => {
      await worker.stop();
      worker = await servers.startWorker();
    },
  };
  const line = (...cells: (string | number)[]) => process.stdout.write(`| ${cells.join(' | ')} |\n`);
  let failures = 0;
  const attempt = async ({ run }: Size): Promise<string> => {
    try {
      await run(scene);
      return 'yes';
    } catch (error) {
      failures += 1;
      return `**no**: ${(error as Error).message}`;
    }
  };
  try {
    line('size', 'took', 'worker before, MB', 'and after', 'works');
    line('---', '---', '---', '---', '---');
    for (const size of [...LARGE, ...BEYOND].filter(({ name }) => name.includes(only))) {
      const [before, begin] = [residentMb(scene.workerPid()), performance.now()];
      const works = await attempt(size);
      const seconds = ((performance.now() - begin) / 1_000).toFixed(1);
      line(size.name, `${seconds} s`, before, residentMb(scene.workerPid()), works);
    }
  } finally {
    await ours.close();
    target.close();
    await servers.stop();
  }
  if (failures > 0) process.exitCode = 1;
}

await main(process.argv[2]);
