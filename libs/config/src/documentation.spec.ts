import { fileURLToPath } from 'node:url';
import { format } from 'prettier';
import { describe, expect, it } from 'vitest';
import type { Variable } from './variable.js';
import { PREFIXES, VARIABLES } from './variables.js';

const root = (path: string): string => fileURLToPath(new URL(`../../../${path}`, import.meta.url));
const SAMPLES: Readonly<Record<string, string>> = {
  DATABASE_URL: 'postgres://millrace:millrace@localhost:5432/millrace',
};

const groups = Map.groupBy(Object.entries<Variable>(VARIABLES), ([, { group }]) => group);
const cell = (text: string): string => text.replaceAll('|', '\\|');
const defaultOf = ({ required, default: text }: Variable): string =>
  required ? '**must be set**' : text ? `\`${text}\`` : '–';

function reference(): string {
  const tables = [...groups].map(([group, lines]) => {
    const rows = lines.map(
      ([name, line]) =>
        `| \`${name}\` | ${cell(defaultOf(line))} | ${cell(line.rule.text)} | ${cell(line.description)} |`,
    );
    return `## ${group}\n\n| Variable | Default | Must be | What it is |\n|---|---|---|---|\n${rows.join('\n')}\n`;
  });
  const prefixes = Object.entries(PREFIXES).map(([prefix, text]) => `| \`${prefix}NAME\` | ${text} |`);
  return `# Configuration

Every setting is an environment variable, or a line of the file \`.env\` in the working directory; the environment wins. An empty variable counts as not set. All of them are checked before anything connects: a process with bad values names each of them with its rule, never with the value, and ends with code 1.

${tables.join('\n')}
## Of the flows

| Variables | What they are |
|---|---|
${prefixes.join('\n')}
`;
}

function example(): string {
  const wrap = (text: string): string => text.replaceAll('\n', ' ');
  const blocks = [...groups].map(([group, lines]) => {
    const entries = lines.map(([name, { required, default: text, description, rule }]) => {
      const line = required ? `${name}=${SAMPLES[name]}` : `# ${name}=${text ?? ''}`;
      return `# ${wrap(description)}\n# It must be ${rule.text}.\n${line}`;
    });
    return `# ---- ${group} ----\n\n${entries.join('\n\n')}\n`;
  });
  const prefixes = Object.entries(PREFIXES).map(([prefix, text]) => `# ${text}\n# ${prefix}NAME=value`);
  return `# Copy to .env and change what you need; docs/reference/configuration.md says more.\n\n${blocks.join('\n')}\n# ---- Of the flows ----\n\n${prefixes.join('\n\n')}\n`;
}

/** `vitest -u` writes both files anew. */
describe('the documentation of the configuration', () => {
  it('is docs/reference/configuration.md, of every variable and no other', async () => {
    const text = await format(reference(), { parser: 'markdown' });
    await expect(text).toMatchFileSnapshot(root('docs/reference/configuration.md'));
  });

  it('is .env.example, with every variable and its default', async () => {
    await expect(example()).toMatchFileSnapshot(root('.env.example'));
  });
});
