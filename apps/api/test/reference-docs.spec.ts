import { FLOW_STATUSES } from '@app/flows';
import { nodeTypes } from '@app/nodes';
import { RUN_STATUSES, STEP_STATUSES } from '@app/runs';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const page = (name: string) => readFileSync(new URL(`../../../docs/reference/${name}.md`, import.meta.url), 'utf8');

/** What stands first in the rows of the table below a heading. */
function firstCells(name: string, heading: string): string[] {
  const section = page(name).split(`## ${heading}\n`)[1]?.split('\n## ')[0] ?? '';
  return [...section.matchAll(/^\| (?:`(\w+)`|\[(\w+)\]\(\S+\)) +\|/gm)].map(([, code, link]) => code ?? link ?? '');
}

describe('the reference of flows and runs', () => {
  it.each([
    ['flows', 'Versions', FLOW_STATUSES],
    ['flows', 'Node types', [...nodeTypes.keys()]],
    ['runs', 'Status of a run', RUN_STATUSES],
    ['runs', 'Steps', STEP_STATUSES],
  ])('has in %s.md, under %s, each that there is', (name, heading, all) => {
    expect(firstCells(name, heading)).toEqual([...all]);
  });
});
