import type { Problem } from '@app/definition';
import { decodeCursor, encodeCursor, pageMeta, pageOffset, Paged, type PageQuery } from '@app/http';
import { Injectable } from '@nestjs/common';
import { assertNoErrors, checkDefinition } from '../definition-check.js';
import type { ExpectedVersions, VersionNote } from '../flow.inputs.js';
import { FlowRepository } from '../flow.repository.js';
import { assertExpected, assertNotArchived } from '../flow.rules.js';
import type { SavedFlow } from '../flow.service.js';
import { FlowTestGate } from '../test-cases/flow-test-gate.js';
import { withProof } from '../test-cases/test-proof.js';
import type { FlowPublication } from './flow-publication.entity.js';
import { FlowPublicationRepository } from './flow-publication.repository.js';
import { publicationOf } from './publication.rules.js';

const ORDER = '-published_at';
const CURSOR = [/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/];

/** What is published, and what is said of it. */
export interface Publication extends VersionNote {
  /** Missing: the draft. */
  readonly version?: number | undefined;
}

/** Publishing versions, and what was published when. */
@Injectable()
export class FlowPublicationService {
  constructor(
    private readonly flows: FlowRepository,
    private readonly publications: FlowPublicationRepository,
    private readonly gate: FlowTestGate,
  ) {}

  /**
   * Makes a version, the draft where none is named, the one that triggers and runs use.
   * @throws AppError FLOW_NOT_FOUND, PRECONDITION_FAILED, FLOW_ARCHIVED, FLOW_VERSION_NOT_FOUND, FLOW_HAS_PROBLEMS,
   * FLOW_TESTS_FAILED
   */
  async publish(flowId: string, expected: ExpectedVersions, wanted: Publication = {}): Promise<SavedFlow> {
    let problems: readonly Problem[] = [];
    const flow = await withProof(this.gate, (proof) =>
      this.flows.change(flowId, async (current, writer) => {
        assertExpected(current, expected);
        assertNotArchived(current);
        const { name, slug, publishRequiresTests } = current;
        const { version = current.version } = wanted;
        const { definition } = version === current.version ? current : await writer.version(flowId, version);
        const ofOthers = await writer.subflowProblems(definition, { id: flowId, slug, version });
        problems = assertNoErrors([...checkDefinition(definition), ...ofOthers]);
        if (publishRequiresTests) {
          const tests = await writer.tests.list(flowId);
          proof.assert([{ place: '', flow: { id: flowId, name, version }, definition, tests }]);
        }
        return publicationOf(current, version, wanted, await writer.publication(flowId));
      }),
    );
    return { flow, problems };
  }

  /** Newest first. @throws AppError FLOW_NOT_FOUND, VALIDATION_FAILED */
  async list(flowId: string, query: PageQuery): Promise<Paged<FlowPublication>> {
    await this.flows.get(flowId);
    const cursor = query.cursor === undefined ? null : decodeCursor(query.cursor, ORDER, CURSOR);
    const before = cursor?.values[0] ?? null;
    const found = await this.publications.list(flowId, before, pageOffset(query), query.per_page + 1);
    const items = found.slice(0, query.per_page);
    const last = found.length > query.per_page ? items.at(-1) : undefined;
    const next = last === undefined ? null : encodeCursor({ sort: ORDER, values: [last.id] });
    return new Paged(items, pageMeta(query, await this.publications.count(flowId), next));
  }
}
