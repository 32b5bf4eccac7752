import { cpSync, mkdirSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { runCommand } from '../build/run-command.ts';
import { Problem } from '../console/problem.ts';
import { step } from '../console/progress.ts';
import { toolEnv } from '../root.ts';
import type { Stage } from './dockerfile.ts';

/** What an image would be: its folder `/app`, its environment, its command and its health check. */
export interface Image {
  app: string;
  env: Record<string, string>;
  command: string[];
  health: string[];
}

/** Carries out the stages of a Dockerfile in folders of this machine: COPY, RUN, ENV, CMD and HEALTHCHECK. */
export class StageBuilder {
  private readonly images = new Map<string, Image>();
  private readonly context: string;
  private readonly folder: string;

  constructor(context: string, folder: string) {
    this.context = context;
    this.folder = folder;
  }

  /** Carries one out, after those that it builds on. */
  async build({ name, from, instructions }: Stage): Promise<Image> {
    const app = join(this.folder, name, 'app');
    mkdirSync(app, { recursive: true });
    const base = from === null ? null : this.image(from);
    if (base) cpSync(base.app, app, { recursive: true, verbatimSymlinks: true, preserveTimestamps: true });
    const image: Image = { app, env: { ...base?.env }, command: [], health: [] };
    for (const { word, rest } of instructions) {
      if (word === 'COPY') this.copy(app, rest);
      else if (word === 'RUN') await this.run(name, app, rest);
      else if (word === 'ENV')
        Object.assign(image.env, Object.fromEntries(rest.split(' ').map((pair) => pair.split('='))));
      else if (word === 'CMD') image.command = JSON.parse(rest) as string[];
      else if (word === 'HEALTHCHECK') image.health = JSON.parse(rest.slice(rest.indexOf('['))) as string[];
    }
    this.images.set(name, image);
    return image;
  }

  private copy(app: string, rest: string): void {
    const words = rest.split(' ');
    const stage = /^--from=(\S+)$/.exec(words[0] ?? '')?.[1];
    const sources = words.slice(stage === undefined ? 0 : 1, -1);
    const target = words.at(-1) ?? '';
    for (const source of sources) {
      const path = stage === undefined ? join(this.context, source) : join(dirname(this.image(stage).app), source);
      // As Docker does: a folder's contents, or a file into the folder, or under the new name.
      const to = source === '.' || !target.endsWith('./') ? join(app, target) : join(app, target, basename(source));
      cpSync(path, to, { recursive: true, verbatimSymlinks: true, preserveTimestamps: true });
    }
  }

  private async run(stage: string, app: string, rest: string): Promise<void> {
    const line = rest.replace(/^(--mount=\S+\s+)+/, '');
    await step(`${stage}: ${line}`, async () => {
      const { code, output } = await runCommand('/bin/sh', ['-c', line], { cwd: app, env: toolEnv() });
      if (code !== 0) throw new Problem(`${line}\n${output}`);
    });
  }

  private image(name: string): Image {
    const image = this.images.get(name);
    if (!image) throw new Problem(`The Dockerfile uses the stage ${name} before it is there`);
    return image;
  }

  /** Takes all folders away. */
  dispose(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
