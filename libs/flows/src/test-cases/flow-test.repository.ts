import { runInTransaction } from '@app/database';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { FlowWriter } from '../flow-writer.js';
import type { Flow } from '../flow.entity.js';
import { FlowRepository } from '../flow.repository.js';
import { assertNotArchived } from '../flow.rules.js';
import type { FlowTest } from './flow-test.entity.js';
import { FlowTestWriter } from './flow-test-writer.js';

/** The tests of flows. */
@Injectable()
export class FlowTestRepository {
  constructor(
    private readonly dataSource: DataSource,
    private readonly flows: FlowRepository,
  ) {}

  /** All tests of the flow, by name. @throws AppError FLOW_NOT_FOUND */
  async list(flowId: string): Promise<FlowTest[]> {
    await this.flows.get(flowId);
    return new FlowTestWriter(this.dataSource.manager).list(flowId);
  }

  /** @throws AppError FLOW_NOT_FOUND, FLOW_TEST_NOT_FOUND */
  async get(flowId: string, id: string): Promise<FlowTest> {
    await this.flows.get(flowId);
    return new FlowTestWriter(this.dataSource.manager).get(flowId, id);
  }

  /**
   * Changes tests under the flow's lock: what publishing has seen of them stays so until it has published.
   * @throws AppError FLOW_NOT_FOUND, FLOW_ARCHIVED, and what `work` throws
   */
  change<T>(flowId: string, work: (tests: FlowTestWriter, flow: Flow) => Promise<T>): Promise<T> {
    return runInTransaction(this.dataSource, async (manager) => {
      const flow = await new FlowWriter(manager).lock({ id: flowId });
      assertNotArchived(flow);
      return work(new FlowTestWriter(manager), flow);
    });
  }
}
