import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const SPEC = /^(\d\d-.*)\.spec\.ts$/;
const page = readFileSync(new URL('../../../../docs/reference/workflow-patterns.md', import.meta.url), 'utf8');
const [shown = '', leftOut = ''] = page.split('## Left out');
const specs = readdirSync(new URL('.', import.meta.url)).filter((name) => SPEC.test(name));
const textOf = (spec: string): string => readFileSync(new URL(spec, import.meta.url), 'utf8');

/** What the page says of each pattern, by its name: `3 Synchronization`. */
const sections = new Map(
  shown
    .split(/^### /m)
    .slice(1)
    .map((section) => [section.split('\n')[0] ?? '', section]),
);
const specOf = (name: string): string =>
  `${name
    .toLowerCase()
    .replaceAll(' ', '-')
    .replace(/^(\d)-/, '0$1-')}.spec.ts`;

/** Code and JSON without what tells them apart. */
const bare = (text: string): string => text.replaceAll(/[\s'"\\]/g, '').replaceAll(/,(?=[\]})])/g, '');

/** A line of the page as it stands in a test: `publish  task  { ... }` is `task('publish', { ... }`. */
function asCode(line: string): string {
  const [, id = '', type = '', data = ''] = /^ *(\S+) +(\S+) *(.*)$/.exec(line) ?? [];
  const node = type === 'task' ? `task(${id}` : `node(${id},${type}`;
  return data === '' || data.includes('...') ? node : bare(`${node},${data}`);
}

describe('docs/reference/workflow-patterns.md', () => {
  it('shows every pattern that has a file, and no other', () => {
    expect([...sections.keys()].map(specOf).toSorted()).toEqual(specs.toSorted());
  });

  it('shows or leaves out each of the 43 patterns, once', () => {
    const out = [...leftOut.matchAll(/^\| (\d+) /gm)].map(([, number]) => Number(number));
    const numbers = [...[...sections.keys()].map((name) => Number.parseInt(name, 10)), ...out];
    expect(numbers.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 43 }, (_, n) => n + 1));
  });

  it.each([...sections])('shows %s as it is tested, and says where', (name, section) => {
    const file = specOf(name);
    expect(section).toContain(`[${file}](../../libs/simulation/test/patterns/${file})`);
    const text = textOf(file);
    expect(text).toContain(`describe('${name}: `);
    const lines = [...section.matchAll(/```text\n(.*?)```/gs)].flatMap(([, block = '']) => block.trim().split('\n'));
    const edges = lines.filter((line) => line.includes(' -> '));
    expect(edges.filter((edge) => !text.includes(`'${edge}'`))).toEqual([]);
    const nodes = lines.filter((line) => !line.includes(' -> ')).map(asCode);
    expect(nodes.filter((node) => !bare(text).includes(node))).toEqual([]);
    expect(lines).not.toEqual([]);
  });
});
