import { createDataSource, Sql } from '@app/database';
import { AppError, type ErrorCode } from '@app/errors';
import { aDefinition, type TestDatabase, useDatabase } from '@app/testing';
import type { DataSource } from 'typeorm';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import { definitionToKeep } from '../src/definition-check.js';
import { FlowCopyService } from '../src/flow-copy.service.js';
import { FLOW_ENTITIES } from '../src/flow-entities.js';
import { FlowListRepository } from '../src/flow-list.repository.js';
import { FlowListService } from '../src/flow-list.service.js';
import { FlowVersionRepository } from '../src/flow-version.repository.js';
import { FlowVersionService } from '../src/flow-version.service.js';
import type { Flow } from '../src/flow.entity.js';
import { FlowRepository } from '../src/flow.repository.js';
import { FlowService } from '../src/flow.service.js';
import { FlowPublicationRepository } from '../src/publication/flow-publication.repository.js';
import { FlowPublicationService } from '../src/publication/flow-publication.service.js';
import { SubflowCheck } from '../src/subflows/subflow-check.js';
import { FlowTestRepository } from '../src/test-cases/flow-test.repository.js';
import { FlowExportService } from '../src/transfer/flow-export.service.js';
import { FlowImportService } from '../src/transfer/flow-import.service.js';
import { FlowSnapshotRepository } from '../src/transfer/flow-snapshot.repository.js';
import { GateSketch } from './gate-sketch.js';

/** The services of flows over a database of their own. */
export interface FlowsScene {
  readonly database: TestDatabase;
  readonly dataSource: DataSource;
  readonly flows: FlowService;
  readonly versions: FlowVersionService;
  readonly publications: FlowPublicationService;
  readonly copies: FlowCopyService;
  readonly lists: FlowListService;
  readonly exports: FlowExportService;
  readonly imports: FlowImportService;
  readonly subflows: SubflowCheck;
  readonly tests: FlowTestRepository;
  /** What tests come to: it stands where the simulation would. */
  readonly gate: GateSketch;
  /** Makes a flow; its definition is GOOD where none is given. */
  make(name: string, definition?: typeof GOOD): Promise<Flow>;
}

/** Connections that the services have. */
export const POOL_SIZE = 4;

/** An id that no flow has. */
export const NOWHERE = '018f4d2e-7a10-7c3e-9b1a-0123456789ab';

/** A definition of one node. */
export const sketch = (type: string, data = {}) => definitionToKeep(aDefinition([{ id: 'a', type, data }]));

/** A definition that can be published. */
export const GOOD = sketch('log', { message: 'hello' });

/** A draft that cannot. */
export const BAD = sketch('nonsense');

/** The code with which a call is refused; null where it is not. */
export async function codeOf(work: Promise<unknown>): Promise<ErrorCode | null> {
  try {
    await work;
    return null;
  } catch (error) {
    if (error instanceof AppError) return error.code;
    throw error;
  }
}

/** The scene for all tests of a `describe`, empty at the start of each; there from `beforeAll` on. */
export function useFlows(): () => FlowsScene {
  const database = useDatabase();
  let scene: FlowsScene | undefined;
  beforeAll(async () => {
    const settings = { url: database().url, poolSize: POOL_SIZE, statementTimeoutMs: 10_000, connectTimeoutMs: 5_000 };
    const dataSource = await createDataSource({ ...settings, ssl: 'disable' }, FLOW_ENTITIES, 'test').initialize();
    scene = sceneOf(database(), dataSource);
  });
  afterAll(() => scene?.dataSource.destroy());
  beforeEach(() => database().query('truncate flows, flow_versions cascade'));
  return () => {
    if (!scene) throw new Error('The scene is there in hooks and tests only');
    return scene;
  };
}

function sceneOf(database: TestDatabase, dataSource: DataSource): FlowsScene {
  const repository = new FlowRepository(dataSource);
  const versions = new FlowVersionRepository(dataSource);
  const sql = new Sql(dataSource);
  const subflows = new SubflowCheck(sql);
  const flows = new FlowService(repository, subflows);
  const tests = new FlowTestRepository(dataSource, repository);
  const gate = new GateSketch();
  return {
    database,
    dataSource,
    flows,
    versions: new FlowVersionService(repository, versions, subflows),
    publications: new FlowPublicationService(repository, new FlowPublicationRepository(dataSource), gate),
    copies: new FlowCopyService(repository, versions, flows, tests),
    lists: new FlowListService(new FlowListRepository(sql)),
    exports: new FlowExportService(new FlowSnapshotRepository(sql)),
    imports: new FlowImportService(repository, gate),
    subflows,
    tests,
    gate,
    make: async (name, definition = GOOD) => (await flows.create({ name, definition })).flow,
  };
}
