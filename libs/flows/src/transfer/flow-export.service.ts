import { requirementsOf } from '@app/definition';
import { AppError } from '@app/errors';
import { nodeTypes } from '@app/nodes';
import { Injectable } from '@nestjs/common';
import { numberOf, type VersionName } from '../version-name.js';
import { ExportCollection } from './export-collection.js';
import type { FlowExport } from './flow-export.js';
import { FlowSnapshotRepository } from './flow-snapshot.repository.js';

/** Flows with everything that they need, for a file. */
@Injectable()
export class FlowExportService {
  constructor(private readonly snapshots: FlowSnapshotRepository) {}

  /** All as it is at one moment. @throws AppError FLOW_NOT_FOUND, FLOW_VERSION_NOT_FOUND, FLOW_EXPORT_TOO_LARGE */
  export(flowId: string, name: VersionName): Promise<FlowExport> {
    return this.snapshots.read(async (snapshot) => {
      const [flow] = await snapshot.flows([flowId]);
      if (flow === undefined) throw new AppError('FLOW_NOT_FOUND');
      const collection = new ExportCollection(snapshot);
      await collection.collect(flow, numberOf(flow, name));
      const [first, ...subflows] = await collection.exported();
      if (first?.flow.id !== flow.id) throw new AppError('FLOW_VERSION_NOT_FOUND');
      const definitions = [first, ...subflows].flatMap(({ head, pinned }) => [head, ...pinned]);
      return {
        flow: first,
        subflows,
        requirements: requirementsOf(
          definitions.map(({ definition }) => definition),
          nodeTypes,
        ),
        missing: collection.missing(),
      };
    });
  }
}
