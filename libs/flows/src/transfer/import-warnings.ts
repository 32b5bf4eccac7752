import { type Requirements, type SubflowReference, subflowReferences } from '@app/definition';
import type { Flow } from '../flow.entity.js';
import type { ImportedFlow, ImportWarning } from './flow-import.js';
import type { ImportReferences } from './import-references.js';

/** Warnings that are listed. */
const MAX_WARNINGS = 1_000;

/** What this server has, by name. */
export interface ServerNames {
  readonly env: ReadonlySet<string>;
  readonly secrets: ReadonlySet<string>;
}

/** What was imported, and what it is here. */
interface Imported {
  readonly flows: readonly ImportedFlow[];
  /** In the same order. */
  readonly made: readonly Flow[];
  readonly requirements: Requirements;
  readonly references: ImportReferences;
}

/**
 * What will not work here as it is: settings and secrets that are not set, and flows and versions that are named and
 * are not there, or not published.
 * @param known which of these names are those of flows here
 */
export async function importWarnings(
  { flows, made, requirements, references }: Imported,
  names: ServerNames,
  known: (names: readonly string[]) => Promise<ReadonlySet<string>>,
): Promise<readonly ImportWarning[]> {
  const all = flows.flatMap(({ head, pinned }) =>
    [head, ...pinned].flatMap(({ definition }) => subflowReferences(definition.definition)),
  );
  const inFile = all.flatMap((reference) => {
    const at = references.find(reference);
    return at === undefined ? [] : [{ reference, from: flows[at] as ImportedFlow, to: made[at] as Flow }];
  });
  const elsewhere = unique(all.filter((each) => references.find(each) === undefined).map(({ flow }) => flow));
  const here = elsewhere.length === 0 ? new Set() : await known(elsewhere);
  const lost = inFile.filter(({ reference, from }) => isLost(reference, from)).map(({ reference }) => reference);
  const unpublished = inFile.filter(({ reference, to }) => reference.version === null && to.publishedVersion === null);
  return [
    ...warnings('ENV_NOT_SET', missing(requirements.env, names.env), (name) => `env.${name} is not set on this server`),
    ...warnings(
      'SECRET_NOT_SET',
      missing(requirements.secrets, names.secrets),
      (name) => `secrets.${name} is not set on this server`,
    ),
    ...warnings(
      'FLOW_NOT_FOUND',
      elsewhere.filter((name) => !here.has(name)),
      (name) => `There is no flow ${name}, neither in the file nor here`,
    ),
    ...warnings(
      'FLOW_VERSION_NOT_FOUND',
      lost.map(({ flow, version }) => `${flow}@${version}`),
      (name) => `The file has the flow, but not this version of it: ${name}`,
    ),
    ...warnings(
      'FLOW_NOT_PUBLISHED',
      unpublished.map(({ to }) => to.slug),
      (name) => `Nothing of ${name} is published here yet: nodes that call it will fail`,
    ),
  ].slice(0, MAX_WARNINGS);
}

function warnings(
  code: ImportWarning['code'],
  names: readonly string[],
  message: (name: string) => string,
): readonly ImportWarning[] {
  return unique(names).map((name) => ({ code, name, message: message(short(name)) }));
}

/** Whether a number names a version that the file's flow does not have. */
function isLost({ version }: SubflowReference, { head, pinned }: ImportedFlow): boolean {
  return version !== null && [head, ...pinned].every((each) => each.version !== version);
}

const missing = (wanted: readonly string[], there: ReadonlySet<string>): readonly string[] =>
  wanted.filter((name) => name !== '*' && !there.has(name));

const unique = (names: readonly string[]): readonly string[] => [...new Set(names)];
const short = (text: string): string => (text.length > 200 ? `${text.slice(0, 200)}...` : text);
