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
import { FlowTestGate } from '../test-cases/flow-test-gate.js';
import { type PlacedVersion, type TestProof, withProof } from '../test-cases/test-proof.js';
import { publicationOf } from '../publication/publication.rules.js';
import { type FlowImport, type ImportedFlow, type ImportOptions, type ImportResult, placeOf } from './flow-import.js';
import { ImportReferences } from './import-references.js';
import { type ImportTarget, importTargets } from './import-target.js';
import { ImportVersions } from './import-versions.js';
import { importWarnings, type ServerNames } from './import-warnings.js';

/** Others may take the slugs that were free a moment ago. */
const ATTEMPTS = 5;

/** How flows are to be imported, the ids that those may have which are made, and what there is on this server. */
interface Asked extends ImportOptions {
  readonly ids: readonly string[];
  readonly names: ServerNames;
}

/** A flow as it is after the import, and whether anything of it was written. */
interface Written {
  readonly flow: Flow;
  readonly isChanged: boolean;
}

/** Flows out of files: all of a file, or nothing of it. */
@Injectable()
export class FlowImportService {
  constructor(
    private readonly flows: FlowRepository,
    private readonly gate: FlowTestGate,
  ) {}

  /**
   * Makes the flows, the first of which is the one that the others are there for.
   * @throws AppError FLOW_SLUG_TAKEN, FLOW_ARCHIVED, FLOW_HAS_PROBLEMS, FLOW_TESTS_FAILED
   */
  async import(flows: readonly ImportedFlow[], options: ImportOptions, names: ServerNames): Promise<FlowImport> {
    if (options.publish) assertPublishable(flows.map(({ head }) => head.definition.problems));
    // The same ids at each attempt: what was tested is what is published.
    const asked = { ...options, ids: await this.flows.newIds(flows.length), names };
    return withProof(this.gate, (proof) => this.attempt(flows, asked, proof));
  }

  private async attempt(flows: readonly ImportedFlow[], asked: Asked, proof: TestProof): Promise<FlowImport> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.flows.write((writer) => importInto(writer, flows, asked, proof));
      } catch (error) {
        const taken = error instanceof AppError && error.code === 'FLOW_SLUG_TAKEN';
        if (!taken || asked.onConflict === 'fail' || attempt === ATTEMPTS) throw error;
      }
    }
  }
}

async function importInto(
  writer: FlowWriter,
  flows: readonly ImportedFlow[],
  { names, ids, ...options }: Asked,
  proof: TestProof,
): Promise<FlowImport> {
  const targets = await importTargets(writer, flows, options.onConflict, ids);
  const references = new ImportReferences(targets);
  const versions = await new ImportVersions(writer, targets, references, options.by).place();
  const written = new Map<ImportTarget, Written>();
  // In the order of the slugs: who makes many meets others in that order.
  const inOrder = [...targets.entries()].toSorted(([, a], [, b]) => (a.slug < b.slug ? -1 : 1));
  for (const [at, target] of inOrder) written.set(target, await write(writer, target, versions[at] ?? [], options));
  const definitions = flows
    .flatMap(({ head, pinned }) => [head, ...pinned])
    .map(({ definition }) => definition.definition);
  const requirements = requirementsOf(definitions, nodeTypes);
  const all = targets.map((target) => written.get(target) as Written);
  const made = all.map(({ flow }) => flow);
  const problems: (readonly Problem[])[] = [];
  for (const flow of made) problems.push(await writer.subflowProblems(flow.definition, flow));
  if (options.publish) {
    assertPublishable(problems);
    proof.assert(await testedVersions(writer, made));
  }
  return {
    results: targets.map((target, at) => resultOf(target, all[at] as Written, problems[at] ?? [])),
    warnings: await importWarnings({ flows, made, requirements, references }, names, (wanted) => writer.known(wanted)),
    requirements,
  };
}

async function write(
  writer: FlowWriter,
  { imported, existing, id, slug }: ImportTarget,
  versions: readonly NewVersion[],
  { publish, by }: ImportOptions,
): Promise<Written> {
  const { name, description, publishRequiresTests, tests } = imported;
  const draft = versions.at(-1);
  const setting = publishRequiresTests === null ? {} : { publishRequiresTests };
  const [fields, rest] = [{ name, description, ...setting }, versions.slice(0, -1)];
  const flow =
    existing === null
      ? await writer.insert({ id, slug, ...fields }, draft as NewVersion)
      : await writer.apply(existing, { fields: changedFields(existing, fields), ...(draft && { version: draft }) });
  for (const version of rest) await writer.addVersion(id, version);
  const isTested = tests !== null && (await writer.tests.replaceAll(id, tests));
  const published = publish ? await writer.apply(flow, publicationOf(flow, flow.version, { by }, null)) : flow;
  return { flow: published, isChanged: published !== existing || isTested };
}

/** Those that may be published only when their tests pass, as they are now. */
async function testedVersions(writer: FlowWriter, flows: readonly Flow[]): Promise<PlacedVersion[]> {
  const tested: PlacedVersion[] = [];
  for (const [at, { id, name, version, definition, publishRequiresTests }] of flows.entries()) {
    if (!publishRequiresTests) continue;
    const tests = await writer.tests.list(id);
    tested.push({ place: placeOf(at), flow: { id, name, version }, definition, tests });
  }
  return tested;
}

function resultOf(
  { imported, existing }: ImportTarget,
  { flow, isChanged }: Written,
  ofOthers: readonly Problem[],
): ImportResult {
  const action = existing === null ? 'created' : isChanged ? 'changed' : 'unchanged';
  return { flow, action, origin: imported, problems: [...imported.head.definition.problems, ...ofOthers] };
}

/** @throws AppError FLOW_HAS_PROBLEMS that lists the errors of all that would be published */
function assertPublishable(problems: readonly (readonly Problem[])[]): void {
  const details = problems.flatMap((each, at) => errorsOf(each, `${placeOf(at)}.definition`));
  if (details.length > 0) throw new AppError('FLOW_HAS_PROBLEMS', undefined, { details: details.slice(0, 1_000) });
}
