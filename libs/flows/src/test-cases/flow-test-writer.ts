import { DEFAULT_ORGANIZATION_ID } from '@app/database';
import { AppError } from '@app/errors';
import type { EntityManager } from 'typeorm';
import { contentOf, FLOW_TEST_LIMITS, type FlowTestContent, isSameTest } from './flow-test-content.js';
import { FlowTest } from './flow-test.entity.js';

/** Reads and writes the tests of flows inside of a transaction that has locked them. */
export class FlowTestWriter {
  constructor(private readonly manager: EntityManager) {}

  /** All tests of the flow, by name. */
  list(flowId: string): Promise<FlowTest[]> {
    return this.manager.find(FlowTest, { where: untyped({ flowId }), order: { name: 'ASC' } });
  }

  /** @throws AppError FLOW_TEST_NOT_FOUND */
  async get(flowId: string, id: string): Promise<FlowTest> {
    const test = await this.manager.findOneBy(FlowTest, untyped({ flowId, id }));
    if (test === null) throw new AppError('FLOW_TEST_NOT_FOUND');
    return test;
  }

  /** @throws AppError FLOW_TEST_NAME_TAKEN, FLOW_TEST_LIMIT */
  async insert(flowId: string, content: FlowTestContent): Promise<FlowTest> {
    if ((await this.manager.countBy(FlowTest, untyped({ flowId }))) >= FLOW_TEST_LIMITS.tests)
      throw new AppError('FLOW_TEST_LIMIT');
    await this.assertFree(flowId, content.name);
    const [id] = await this.insertAll(flowId, [content]);
    return this.get(flowId, id as string);
  }

  /** @throws AppError FLOW_TEST_NAME_TAKEN */
  async update(test: FlowTest, content: FlowTestContent): Promise<FlowTest> {
    if (isSameTest(test, content)) return test;
    if (content.name !== test.name) await this.assertFree(test.flowId, content.name);
    await this.manager.update(FlowTest, { id: test.id }, untyped({ ...contentOf(content), updatedAt: () => 'now()' }));
    return this.get(test.flowId, test.id);
  }

  async remove(test: FlowTest): Promise<void> {
    await this.manager.delete(FlowTest, { id: test.id });
  }

  /** Makes these the tests of the flow, each known by its name. @returns whether that changed anything */
  async replaceAll(flowId: string, contents: readonly FlowTestContent[]): Promise<boolean> {
    const here = new Map((await this.list(flowId)).map((test) => [test.name, test]));
    const wanted = new Set(contents.map(({ name }) => name));
    const gone = [...here.values()].filter(({ name }) => !wanted.has(name));
    const changed = contents.filter((content) => {
      const known = here.get(content.name);
      return known !== undefined && !isSameTest(known, content);
    });
    const added = contents.filter(({ name }) => !here.has(name));
    for (const test of gone) await this.remove(test);
    for (const content of changed) await this.update(here.get(content.name) as FlowTest, content);
    await this.insertAll(flowId, added);
    return gone.length + changed.length + added.length > 0;
  }

  /** For a flow whose names are known to be free. @returns their ids */
  async insertAll(flowId: string, contents: readonly FlowTestContent[]): Promise<string[]> {
    const rows = contents.map((each) => ({ ...contentOf(each), flowId, organizationId: DEFAULT_ORGANIZATION_ID }));
    const ids: string[] = [];
    for (const row of rows) {
      const { identifiers } = await this.manager.insert(FlowTest, untyped(row));
      ids.push((identifiers[0] as { id: string }).id);
    }
    return ids;
  }

  private async assertFree(flowId: string, name: string): Promise<void> {
    if (!(await this.manager.existsBy(FlowTest, untyped({ flowId, name })))) return;
    throw new AppError('FLOW_TEST_NAME_TAKEN', undefined, { details: [{ path: 'name', message: 'is taken' }] });
  }
}

/** Values and conditions by column: TypeORM's own types for them follow JSON without end. */
function untyped(values: object): never {
  return values as never;
}
