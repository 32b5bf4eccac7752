import { type Requirements, type SubflowReference, subflowReferences } from '@app/definition';
import type { ImportedFlow, ImportWarning } from './flow-import.js';
import type { ImportReferences } from './import-references.js';

/** Warnings that are listed. */
const MAX_WARNINGS = 1_000;

/** What this server has, by name. */
export interface ServerNames {
  readonly env: ReadonlySet<string>;
  readonly secrets: ReadonlySet<string>;
}

/** What will not work here as it is: settings and secrets that are not set, flows and versions that are not there. */
export async function importWarnings(
  flows: readonly ImportedFlow[],
  requirements: Requirements,
  references: ImportReferences,
  names: ServerNames,
  known: (names: readonly string[]) => Promise<ReadonlySet<string>>,
): Promise<readonly ImportWarning[]> {
  const all = flows.flatMap(({ head, pinned }) =>
    [head, ...pinned].flatMap(({ definition }) => subflowReferences(definition.definition)),
  );
  const elsewhere = unique(all.filter((each) => references.find(each) === undefined).map(({ flow }) => flow));
  const here = elsewhere.length === 0 ? new Set() : await known(elsewhere);
  const lost = all.filter((reference) => isLost(flows, references, reference));
  return [
    ...missing(requirements.env, names.env).map(unset('ENV_NOT_SET', 'env')),
    ...missing(requirements.secrets, names.secrets).map(unset('SECRET_NOT_SET', 'secrets')),
    ...elsewhere
      .filter((name) => !here.has(name))
      .map((name): ImportWarning => ({
        code: 'FLOW_NOT_FOUND',
        name,
        message: `There is no flow ${quoted(name)}, neither in the file nor here`,
      })),
    ...unique(lost.map(({ flow, version }) => `${flow}@${version}`)).map((name): ImportWarning => ({
      code: 'FLOW_VERSION_NOT_FOUND',
      name,
      message: `The file has the flow, but not this version of it: ${quoted(name)}`,
    })),
  ].slice(0, MAX_WARNINGS);
}

const unset =
  (code: ImportWarning['code'], root: string) =>
  (name: string): ImportWarning => ({ code, name, message: `${root}.${short(name)} is not set on this server` });

/** Whether a number names a version that the file's flow does not have. */
function isLost(flows: readonly ImportedFlow[], references: ImportReferences, reference: SubflowReference): boolean {
  const at = reference.version === null ? undefined : references.find(reference);
  const flow = at === undefined ? undefined : flows[at];
  return flow !== undefined && [flow.head, ...flow.pinned].every(({ version }) => version !== reference.version);
}

const missing = (wanted: readonly string[], there: ReadonlySet<string>): readonly string[] =>
  wanted.filter((name) => name !== '*' && !there.has(name));

const unique = (names: readonly string[]): readonly string[] => [...new Set(names)];
const short = (text: string): string => (text.length > 200 ? `${text.slice(0, 200)}...` : text);
const quoted = (text: string): string => JSON.stringify(short(text));
