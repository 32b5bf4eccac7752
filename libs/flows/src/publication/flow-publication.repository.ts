import { Injectable } from '@nestjs/common';
import { DataSource, LessThan } from 'typeorm';
import { FlowPublication } from './flow-publication.entity.js';

/** What was published of flows. */
@Injectable()
export class FlowPublicationRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** Publications before one, newest first. */
  list(flowId: string, before: string | null, skip: number, take: number): Promise<FlowPublication[]> {
    return this.dataSource.getRepository(FlowPublication).find({
      where: { flowId, ...(before === null ? {} : { id: LessThan(before) }) },
      order: { id: 'DESC' },
      skip,
      take,
    });
  }

  /** How often the flow was published. */
  count(flowId: string): Promise<number> {
    return this.dataSource.getRepository(FlowPublication).countBy({ flowId });
  }
}
