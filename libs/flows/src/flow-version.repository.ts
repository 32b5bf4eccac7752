import { AppError } from '@app/errors';
import { Injectable } from '@nestjs/common';
import { DataSource, In, LessThan } from 'typeorm';
import { FlowVersion } from './flow-version.entity.js';
import { FlowPublication } from './publication/flow-publication.entity.js';

/** A version without its definition. */
export type FlowVersionSummary = Omit<FlowVersion, 'definition' | 'organizationId'>;

const SUMMARY = {
  id: true,
  flowId: true,
  version: true,
  contentHash: true,
  message: true,
  createdBy: true,
  createdAt: true,
};

/** The versions of flows, and when each was published. */
@Injectable()
export class FlowVersionRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** @throws AppError FLOW_VERSION_NOT_FOUND */
  async get(flowId: string, version: number): Promise<FlowVersion> {
    const row = await this.dataSource.getRepository(FlowVersion).findOneBy({ flowId, version });
    if (row === null) throw new AppError('FLOW_VERSION_NOT_FOUND');
    return row;
  }

  /** Versions below a number, newest first. */
  list(flowId: string, below: number | null, skip: number, take: number): Promise<FlowVersionSummary[]> {
    return this.dataSource.getRepository(FlowVersion).find({
      select: SUMMARY,
      where: { flowId, ...(below === null ? {} : { version: LessThan(below) }) },
      order: { version: 'DESC' },
      skip,
      take,
    });
  }

  /** How many versions the flow has. */
  count(flowId: string): Promise<number> {
    return this.dataSource.getRepository(FlowVersion).countBy({ flowId });
  }

  /** The last publication of each of these versions, by its number. */
  async publications(flowId: string, versions: readonly number[]): Promise<ReadonlyMap<number, FlowPublication>> {
    const found = await this.dataSource
      .getRepository(FlowPublication)
      .createQueryBuilder('p')
      .distinctOn(['p.version'])
      .where({ flowId, version: In(versions) })
      .orderBy({ 'p.version': 'ASC', 'p.id': 'DESC' })
      .getMany();
    return new Map(found.map((publication) => [publication.version, publication]));
  }
}
