import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withLock } from './lock.mjs';

/** @param {string} root */
const lockfileHash = (root) =>
  createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');

/** @param {string} root */
const stamp = (root) => join(root, 'node_modules', '.millrace-installed');

/**
 * Whether node_modules is what package-lock.json says: installed by us from this very file, or by npm after the
 * file was last changed.
 * @param {string} root
 */
export function isInstalled(root) {
  if (!existsSync(join(root, 'node_modules', '.bin', 'node'))) return false;
  if (existsSync(stamp(root)) && readFileSync(stamp(root), 'utf8') === lockfileHash(root)) return true;
  const byNpm = join(root, 'node_modules', '.package-lock.json');
  return existsSync(byNpm) && statSync(byNpm).mtimeMs >= statSync(join(root, 'package-lock.json')).mtimeMs;
}

/**
 * `npm ci`, once, however many processes ask for it at the same time.
 * @param {string} root
 */
export async function install(root) {
  const major = Number(process.versions.node.split('.')[0]);
  if (major < 20) throw new Error(`Node 20 or newer is needed, this is ${process.version}: https://nodejs.org`);
  await withLock(
    join(root, '.millrace', 'install.lock'),
    'Another process installs the dependencies; waiting.',
    async () => {
      if (isInstalled(root)) return;
      process.stdout.write('Installing the dependencies (npm ci; a minute or two the first time)\n');
      const began = Date.now();
      const code = await npmCi(root);
      if (code !== 0) {
        throw new Error(
          `npm ci failed (exit code ${code}); what it said stands above. It needs the npm registry, or a filled npm ` +
            'cache, and the right to write to this folder.',
        );
      }
      writeFileSync(stamp(root), lockfileHash(root));
      process.stdout.write(`Dependencies installed in ${Math.round((Date.now() - began) / 1000)} s\n`);
    },
  );
}

/**
 * @param {string} root
 * @returns {Promise<number>}
 */
function npmCi(root) {
  // The npm that runs this script, where there is one; `npm` of the PATH otherwise.
  const npm = process.env['npm_execpath'];
  const byNpm = npm && /\.c?js$/.test(npm);
  const [command, first] = byNpm ? [process.execPath, [npm]] : ['npm', []];
  const args = [...first, 'ci', '--include=dev', '--loglevel=error', '--no-audit', '--no-fund'];
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
    const beat = setInterval(() => process.stdout.write('  still installing ...\n'), 20_000);
    child.on('error', (error) => process.stderr.write(`${error.message}\n`));
    child.on('close', (code) => {
      clearInterval(beat);
      resolve(code ?? 1);
    });
  });
}
