import { fileURLToPath } from 'node:url';
import { format } from 'prettier';
import { describe, expect, it } from 'vitest';
import { type ErrorEntry, ERRORS } from './registry.js';

const FILE = fileURLToPath(new URL('../../../docs/reference/errors.md', import.meta.url));

const all = Object.entries<ErrorEntry>(ERRORS);
const again = ({ retryable }: ErrorEntry): string => (retryable ? 'yes' : 'no');

function reference(): string {
  const requests = all
    .filter(([, { status }]) => status !== null)
    .map(([code, entry]) => `| \`${code}\` | ${entry.status} | ${again(entry)} | ${entry.meaning} |`);
  const runs = all
    .filter(([, { status }]) => status === null)
    .map(([code, entry]) => `| \`${code}\` | ${again(entry)} | ${entry.meaning} |`);
  return `# Errors

A response that is no success is \`{ "error": { "code", "message", "details" } }\`: a code of this page, one sentence for people, and in \`details\` every bad field with its \`path\`. A code keeps its meaning; new ones may come.

## Of requests

| Code | Status | Worth trying again | Meaning |
|---|---|---|---|
${requests.join('\n')}

## Of runs and steps

They are in the \`error\` of runs and steps, and can be named in \`retry.non_retryable_errors\` and on \`error\` edges. A \`fail\` node may give a code of its own.

| Code | Worth another attempt | Meaning |
|---|---|---|
${runs.join('\n')}
`;
}

/** `vitest -u` writes the page anew. */
describe('docs/reference/errors.md', () => {
  it('has every code of the registry, and no other', async () => {
    await expect(await format(reference(), { parser: 'markdown' })).toMatchFileSnapshot(FILE);
  });
});
