import { type Problem, requirementsOf } from '@app/definition';
import { AppError } from '@app/errors';
import { nodeTypes } from '@app/nodes';
import { Injectable } from '@nestjs/common';
import { errorsOf } from '../definition-check.js';
import type { NewVersion } from '../flow-change.js';
import { changedFields } from '../flow-draft.js';
import type { FlowWriter } from '../flow-writer.js';
import type { Flow } from '../flow.entity.js';
import { FlowRepository } from '../flow.repository.js';
import { publicationOf } from '../publication/publication.rules.js';
import { type FlowImport, type ImportedFlow, type ImportOptions, type ImportResult, placeOf } from './flow-import.js';
import { ImportReferences } from './import-references.js';
import { type ImportTarget, importTargets } from './import-target.js';
import { ImportVersions } from './import-versions.js';
import { importWarnings, type ServerNames } from './import-warnings.js';

/** Others may take the slugs that were free a moment ago. */
const ATTEMPTS = 5;

/** Flows out of files: all of a file, or nothing of it. */
@Injectable()
export class FlowImportService {
  constructor(private readonly flows: FlowRepository) {}

  /**
   * Makes the flows, the first of which is the one that the others are there for.
   * @throws AppError FLOW_SLUG_TAKEN, FLOW_ARCHIVED, FLOW_HAS_PROBLEMS
   */
  async import(flows: readonly ImportedFlow[], options: ImportOptions, names: ServerNames): Promise<FlowImport> {
    if (options.publish) assertPublishable(flows.map(({ head }) => head.definition.problems));
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.flows.write((writer) => importInto(writer, flows, options, names));
      } catch (error) {
        const taken = error instanceof AppError && error.code === 'FLOW_SLUG_TAKEN';
        if (!taken || options.onConflict === 'fail' || attempt === ATTEMPTS) throw error;
      }
    }
  }
}

async function importInto(
  writer: FlowWriter,
  flows: readonly ImportedFlow[],
  options: ImportOptions,
  names: ServerNames,
): Promise<FlowImport> {
  const targets = await importTargets(writer, flows, options.onConflict);
  const references = new ImportReferences(targets);
  const versions = await new ImportVersions(writer, targets, references, options.by).place();
  const written = new Map<ImportTarget, Flow>();
  // In the order of the slugs: who makes many meets others in that order.
  const inOrder = [...targets.entries()].toSorted(([, a], [, b]) => (a.slug < b.slug ? -1 : 1));
  for (const [at, target] of inOrder) written.set(target, await write(writer, target, versions[at] ?? [], options));
  const definitions = flows
    .flatMap(({ head, pinned }) => [head, ...pinned])
    .map(({ definition }) => definition.definition);
  const requirements = requirementsOf(definitions, nodeTypes);
  const made = targets.map((target) => written.get(target) as Flow);
  const problems: (readonly Problem[])[] = [];
  for (const flow of made) problems.push(await writer.subflowProblems(flow.definition, flow));
  if (options.publish) assertPublishable(problems);
  return {
    results: targets.map((target, at) => resultOf(target, made[at] as Flow, problems[at] ?? [])),
    warnings: await importWarnings({ flows, made, requirements, references }, names, (wanted) => writer.known(wanted)),
    requirements,
  };
}

async function write(
  writer: FlowWriter,
  { imported, existing, id, slug }: ImportTarget,
  versions: readonly NewVersion[],
  { publish, by }: ImportOptions,
): Promise<Flow> {
  const { name, description } = imported;
  const draft = versions.at(-1);
  const [fields, rest] = [{ name, description }, versions.slice(0, -1)];
  const flow =
    existing === null
      ? await writer.insert({ id, slug, ...fields }, draft as NewVersion)
      : await writer.apply(existing, { fields: changedFields(existing, fields), ...(draft && { version: draft }) });
  for (const version of rest) await writer.addVersion(id, version);
  if (!publish) return flow;
  return writer.apply(flow, publicationOf(flow, flow.version, { by }, null));
}

function resultOf({ imported, existing }: ImportTarget, flow: Flow, ofOthers: readonly Problem[]): ImportResult {
  const action = existing === null ? 'created' : flow === existing ? 'unchanged' : 'changed';
  return { flow, action, origin: imported, problems: [...imported.head.definition.problems, ...ofOthers] };
}

/** @throws AppError FLOW_HAS_PROBLEMS that lists the errors of all that would be published */
function assertPublishable(problems: readonly (readonly Problem[])[]): void {
  const details = problems.flatMap((each, at) => errorsOf(each, `${placeOf(at)}.definition`));
  if (details.length > 0) throw new AppError('FLOW_HAS_PROBLEMS', undefined, { details: details.slice(0, 1_000) });
}
