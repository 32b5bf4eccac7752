import { pageMeta, Paged } from '@app/http';
import { Injectable } from '@nestjs/common';
import type { FlowListQuery } from './flow-list.query.js';
import { FlowListRepository, type FlowSummary } from './flow-list.repository.js';

/** The list of flows. */
@Injectable()
export class FlowListService {
  constructor(private readonly flows: FlowListRepository) {}

  /** Flows without their definitions. @throws AppError VALIDATION_FAILED when the cursor is none of this list */
  async list(query: FlowListQuery): Promise<Paged<FlowSummary>> {
    const { flows, total, nextCursor } = await this.flows.list(query);
    return new Paged(flows, pageMeta(query, total, nextCursor));
  }
}
