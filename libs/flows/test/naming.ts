import { aDefinition } from '@app/testing';
import { definitionToKeep } from '../src/definition-check.js';

/** A flow, by id or slug, and a version of it; without one, the published. */
export type Name = readonly [flow: string, version?: number | string];

/** A definition whose nodes name other flows, and that says which one it is. */
export function naming(label: string, ...names: readonly Name[]) {
  const says = { id: 'says', type: 'log', data: { message: label } };
  const calls = names.map(([flow, version], at) => ({
    id: `call${at}`,
    type: 'subflow',
    data: { input: {}, flow, ...(version === undefined ? {} : { version }) },
  }));
  return definitionToKeep(aDefinition([says, ...calls]));
}
