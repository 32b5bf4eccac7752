import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readStages } from '../image/dockerfile.ts';
import { inRoot } from '../root.ts';
import { NODE_FLAGS } from './app-command.ts';

describe('the command of a built program', () => {
  it.each(['api', 'worker'])('is the same in the image of the %s', (app) => {
    const stage = readStages(readFileSync(inRoot('Dockerfile'), 'utf8')).find(({ name }) => name === app);
    const command = stage?.instructions.find(({ word }) => word === 'CMD')?.rest ?? '';
    expect(JSON.parse(command)).toEqual(['node', ...NODE_FLAGS, `dist/apps/${app}/src/main.js`]);
  });
});
