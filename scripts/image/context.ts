import { cpSync, globSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { inRoot, ROOT } from '../root.ts';

/** Copies what `.dockerignore` lets into the build context: all is out, `!` lines let in, later lines take out again. */
export function copyContext(to: string): void {
  const lines = readFileSync(inRoot('.dockerignore'), 'utf8').split('\n').filter(Boolean);
  const inside = lines.filter((line) => line.startsWith('!')).flatMap((line) => globSync(line.slice(1), { cwd: ROOT }));
  const taken = lines.filter((line) => !line.startsWith('!') && line !== '*');
  const outside = new Set(taken.flatMap((line) => globSync(line, { cwd: ROOT, exclude: ['node_modules', 'dist'] })));
  for (const name of inside) {
    const target = join(to, name);
    mkdirSync(dirname(target), { recursive: true });
    cpSync(inRoot(name), target, {
      recursive: true,
      preserveTimestamps: true,
      filter: (source) => !outside.has(source.slice(ROOT.length + 1)),
    });
  }
}
