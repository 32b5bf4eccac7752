// Takes out of a production node_modules what a running container never loads: Temporal's native core for other
// platforms and its Rust sources, the compiler that only bundling workflows needs (the image has the bundle), type
// declarations and source maps of packages.
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const folder = process.argv[2] ?? 'node_modules';
const core = join(folder, '@temporalio', 'core-bridge');
const here = { arm64: 'aarch64', x64: 'x86_64' }[/** @type {string} */ (process.arch)] ?? process.arch;
const platform = { linux: 'unknown-linux-gnu', darwin: 'apple-darwin' }[/** @type {string} */ (process.platform)];

const releases = readdirSync(join(core, 'releases'));
if (!releases.includes(`${here}-${platform}`)) throw new Error(`Temporal has no native core for ${here}-${platform}`);
for (const name of releases) {
  if (name !== `${here}-${platform}`) rmSync(join(core, 'releases', name), { recursive: true });
}
for (const sources of ['sdk-core', 'src', 'ts', 'bridge-macros', 'Cargo.toml', 'Cargo.lock']) {
  rmSync(join(core, sources), { recursive: true, force: true });
}
for (const name of readdirSync(join(folder, '@swc'))) {
  if (name.startsWith('core-')) rmSync(join(folder, '@swc', name), { recursive: true });
}
// Nest's documentation module brings a page of its own, which is not served, and a compiler plugin.
for (const name of ['swagger-ui-dist', 'typescript']) rmSync(join(folder, name), { recursive: true, force: true });
for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
  if (/\.(d\.[cm]?ts|map)$/.test(name)) rmSync(join(folder, name), { force: true });
}
