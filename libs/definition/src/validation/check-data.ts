import type { DefinitionNode } from '../definition.js';
import type { JsonObject } from '../json.js';
import { dataSchemaCheck, knownFields } from '../node-type/data-schema.js';
import type { NodeKind, NodeTypeSpec } from '../node-type/node-type-spec.js';
import { quoted, type ProblemList } from './problem-list.js';
import { PROBLEMS } from './problems.js';

/** Checks `data` against the schema of the type and the fields that all types share. @returns whether it holds */
export function checkData(
  { id, data }: DefinitionNode,
  spec: NodeTypeSpec,
  path: string,
  problems: ProblemList,
): boolean {
  const place = (field: string) => ({
    path: field === '' ? `${path}.data` : `${path}.data${field.startsWith('[') ? '' : '.'}${field}`,
    node: id,
  });
  const known = knownFields(spec);
  for (const field of Object.keys(data)) {
    if (!known.has(field))
      problems.add('NODE_DATA_UNKNOWN', `${spec.type} has no field ${quoted(field)}`, place(field.slice(0, 100)));
  }
  if (data.mask === true && spec.role === 'start')
    problems.add(
      'FIELD_WITHOUT_EFFECT',
      'start gives the input of the run, which is kept with the run as it is: `mask` does not hide it',
      place('mask'),
    );
  checkEffect(data, spec, (field, message) => problems.add('FIELD_WITHOUT_EFFECT', message, place(field)));
  const wrong = dataSchemaCheck(spec)(data);
  for (const { path: field, message } of wrong)
    problems.add('NODE_DATA_INVALID', `\`${field === '' ? 'data' : field}\` ${message}`, place(field));
  if (wrong.length > 0) return false;
  const more = spec.check?.(data) ?? [];
  for (const { path: field, message, code = 'NODE_DATA_INVALID' } of more) problems.add(code, message, place(field));
  return more.every(({ code = 'NODE_DATA_INVALID' }) => PROBLEMS[code].severity !== 'error');
}

/** The kinds that make use of a field, and why the others do not. */
const USED_BY: Readonly<Record<string, { readonly kinds: readonly NodeKind[]; readonly why: string }>> = {
  timeout: {
    kinds: ['effect', 'container', 'event', 'approval', 'subflow', 'call'],
    why: 'does no work that could take time',
  },
  retry: { kinds: ['effect', 'subflow', 'call'], why: 'does no work that could end otherwise at another attempt' },
};

function checkEffect(data: JsonObject, spec: NodeTypeSpec, report: (field: string, message: string) => void): void {
  const own = (spec.schema.properties ?? {}) as JsonObject;
  for (const [field, { kinds, why }] of Object.entries(USED_BY)) {
    if (data[field] !== undefined && own[field] === undefined && !kinds.includes(spec.kind))
      report(field, `${spec.type} ${why}: \`${field}\` has no effect`);
  }
}
