import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { inRoot } from '../root.ts';

const FILES = ['package-lock.json', 'tsconfig.json', 'tsconfig.build.json', 'nest-cli.json'];
const FOLDERS = ['apps', 'libs', 'scripts/build'];

/** A hash of all that the build is made from: equal hashes, equal `dist`. */
export function fingerprint(): string {
  const hash = createHash('sha256').update(process.version);
  for (const file of [...FILES, ...FOLDERS.flatMap(sources)]) {
    hash.update(`\0${file}\0`).update(readFileSync(inRoot(file)));
  }
  return hash.digest('hex');
}

function sources(folder: string): string[] {
  return readdirSync(inRoot(folder), { recursive: true, encoding: 'utf8' })
    .filter(
      (name) =>
        /\.(ts|json)$/.test(name) && !/\.(int-|e2e-)?spec\.ts$|(^|\/)(node_modules|test)\/|^testing\//.test(name),
    )
    .map((name) => `${folder}/${name}`)
    .toSorted();
}
