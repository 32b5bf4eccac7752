import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { inRoot } from '../root.ts';
import { TEMPORAL_SETTINGS } from './temporal-settings.ts';

it('gives the Temporal of docker-compose.yml the settings of the one that npm start brings up', () => {
  const yaml = readFileSync(inRoot('deploy', 'temporal', 'dynamic-config.yaml'), 'utf8');
  const shipped = [...yaml.matchAll(/^([\w.]+):\n {2}- value: (\S+)$/gm)].map(([, name, value]) => [name, value]);
  expect(Object.fromEntries(shipped)).toEqual(
    Object.fromEntries(Object.entries(TEMPORAL_SETTINGS).map(([name, value]) => [name, String(value)])),
  );
});
