import { DEFAULT_ORGANIZATION_ID, type SqlRunner } from '@app/database';
import type { Definition, Problem } from '@app/definition';
import { AppError } from '@app/errors';
import { Any, type EntityManager, type FindOptionsWhere, In, IsNull, Like } from 'typeorm';
import type { FlowChange, NewVersion } from './flow-change.js';
import { FlowVersion } from './flow-version.entity.js';
import { Flow } from './flow.entity.js';
import { FlowPublication } from './publication/flow-publication.entity.js';
import { maskProblems } from './mask-problems.js';
import type { OwnFlow } from './subflows/call-graph.js';
import { FlowTargets } from './subflows/flow-targets.js';
import { subflowProblems } from './subflows/subflow-problems.js';
import { FlowTestWriter } from './test-cases/flow-test-writer.js';

/** The organization's flows that are not deleted. */
export const LIVING = { organizationId: DEFAULT_ORGANIZATION_ID, deletedAt: IsNull() };

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** A flow that is to be made. */
export type NewFlow = Pick<Flow, 'name' | 'slug' | 'description'> & Partial<Pick<Flow, 'id' | 'publishRequiresTests'>>;

/** Reads and writes flows inside of a transaction, over its one connection. */
export class FlowWriter {
  /** The tests of flows that it has locked or made. */
  readonly tests: FlowTestWriter;

  /** @param canMask whether there is a key for what flows mask */
  constructor(
    private readonly manager: EntityManager,
    private readonly canMask = false,
  ) {
    this.tests = new FlowTestWriter(manager);
  }

  /** The flow, under its row's lock: nobody else changes it until the transaction ends. @throws AppError FLOW_NOT_FOUND */
  async lock(where: FindOptionsWhere<Flow>): Promise<Flow> {
    const lock = { mode: 'pessimistic_write' } as const;
    return foundFlow(await this.manager.findOne(Flow, { where: { ...where, ...LIVING }, lock }));
  }

  /** The flows that have these slugs, under their rows' locks, in the order of the slugs: who locks many meets others in that order. */
  lockBySlug(slugs: readonly string[]): Promise<Flow[]> {
    const lock = { mode: 'pessimistic_write' } as const;
    return this.manager.find(Flow, { where: { slug: In(slugs), ...LIVING }, order: { slug: 'ASC' }, lock });
  }

  /** Slugs of this shape that are taken. */
  async slugsLike(slug: string): Promise<ReadonlySet<string>> {
    const stem = slug.slice(0, 40);
    const flows = await this.manager.find(Flow, {
      select: { slug: true },
      where: { ...LIVING, slug: Like(`${stem}%`) },
    });
    return new Set(flows.map((flow) => flow.slug));
  }

  /** Which of these names, ids and slugs, are those of flows. */
  async known(names: readonly string[]): Promise<ReadonlySet<string>> {
    const ids = names.filter((name) => UUID.test(name));
    // Lists as one parameter each: a statement takes 65,535 of them, and a file may name more flows.
    const where = [
      { slug: Any([...names]), ...LIVING },
      { id: Any(ids), ...LIVING },
    ];
    const flows = await this.manager.find(Flow, { select: { id: true, slug: true }, where });
    const there = new Set(flows.flatMap(({ id, slug }) => [id, slug]));
    return new Set(names.filter((name) => there.has(UUID.test(name) ? name.toLowerCase() : name)));
  }

  /** Ids for so many flows that are to be made. */
  async newIds(count: number): Promise<string[]> {
    const text = 'select uuid_generate_v7() as id from generate_series(1, $1)';
    return (await this.manager.query<{ id: string }[]>(text, [count])).map(({ id }) => id);
  }

  /** The flow's versions that mean the same, newest first. */
  versionsLike(flowId: string, contentHash: string): Promise<FlowVersion[]> {
    return this.manager.find(FlowVersion, { where: { flowId, contentHash }, order: { version: 'DESC' } });
  }

  /** @throws AppError FLOW_VERSION_NOT_FOUND */
  async version(flowId: string, version: number): Promise<FlowVersion> {
    const row = await this.manager.findOneBy(FlowVersion, { flowId, version });
    if (row === null) throw new AppError('FLOW_VERSION_NOT_FOUND');
    return row;
  }

  /** What is wrong with the flows that a definition calls, which is a version of `own`, and with what it masks. */
  async subflowProblems(definition: Definition, own: OwnFlow): Promise<readonly Problem[]> {
    const query: SqlRunner['query'] = ({ text }, values = []) => this.manager.query(text, [...values]);
    const ofSubflows = await subflowProblems(new FlowTargets({ query }), definition, own);
    return this.canMask ? ofSubflows : [...maskProblems(definition), ...ofSubflows];
  }

  /** What was published last. */
  publication(flowId: string): Promise<FlowPublication | null> {
    return this.manager.findOne(FlowPublication, { where: { flowId }, order: { id: 'DESC' } });
  }

  /** Makes a flow whose draft is the version. */
  async insert(flow: NewFlow, version: NewVersion): Promise<Flow> {
    const draft = { definition: version.definition, version: version.version };
    const row = { ...flow, ...draft, organizationId: DEFAULT_ORGANIZATION_ID };
    const { identifiers } = await this.manager.insert(Flow, columns(row));
    const id = (identifiers[0] as { id: string }).id;
    await this.addVersion(id, version);
    return this.again(id);
  }

  /** Writes what is to be changed. @returns the flow as it is then */
  async apply(flow: Flow, { fields, version, said, publication }: FlowChange): Promise<Flow> {
    const { id } = flow;
    const draft = version === undefined ? {} : { definition: version.definition, version: version.version };
    const written = { ...fields, ...draft };
    if (version !== undefined) await this.addVersion(id, version);
    if (said !== undefined)
      await this.manager.update(FlowVersion, { flowId: id, version: said.version }, { message: said.message });
    if (publication !== undefined) await this.publish(id, publication);
    if (Object.keys(written).length === 0) return flow;
    await this.manager.update(Flow, { id }, columns({ ...written, updatedAt: () => 'now()' }));
    return this.again(id);
  }

  /** Keeps a version beside the draft. */
  async addVersion(flowId: string, version: NewVersion): Promise<void> {
    await this.manager.insert(FlowVersion, columns({ ...version, flowId, organizationId: DEFAULT_ORGANIZATION_ID }));
  }

  private async publish(flowId: string, publication: NonNullable<FlowChange['publication']>): Promise<void> {
    const { version, message } = publication;
    await this.manager.insert(FlowPublication, { ...publication, flowId, organizationId: DEFAULT_ORGANIZATION_ID });
    if (message !== null) await this.manager.update(FlowVersion, { flowId, version, message: IsNull() }, { message });
  }

  private async again(id: string): Promise<Flow> {
    return foundFlow(await this.manager.findOne(Flow, { where: { id }, withDeleted: true }));
  }
}

/** @throws AppError FLOW_NOT_FOUND */
export function foundFlow(flow: Flow | null): Flow {
  if (flow === null) throw new AppError('FLOW_NOT_FOUND');
  return flow;
}

/** Values by column: TypeORM's own type for them follows a definition without end. */
function columns(values: object): never {
  return values as never;
}
