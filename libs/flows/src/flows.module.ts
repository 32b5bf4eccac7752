import { Module } from '@nestjs/common';
import { FlowCopyService } from './flow-copy.service.js';
import { FlowListRepository } from './flow-list.repository.js';
import { FlowListService } from './flow-list.service.js';
import { FlowVersionRepository } from './flow-version.repository.js';
import { FlowVersionService } from './flow-version.service.js';
import { FlowRepository } from './flow.repository.js';
import { FlowService } from './flow.service.js';
import { FlowPublicationRepository } from './publication/flow-publication.repository.js';
import { FlowPublicationService } from './publication/flow-publication.service.js';
import { SubflowCheck } from './subflows/subflow-check.js';
import { FlowTestRepository } from './test-cases/flow-test.repository.js';
import { FlowExportService } from './transfer/flow-export.service.js';
import { FlowImportService } from './transfer/flow-import.service.js';
import { FlowSnapshotRepository } from './transfer/flow-snapshot.repository.js';

/** Flows, their versions and publishing. It needs DatabaseModule with FLOW_ENTITIES, and a FlowTestGate. */
@Module({
  providers: [
    FlowCopyService,
    FlowExportService,
    FlowImportService,
    FlowListRepository,
    FlowListService,
    FlowPublicationRepository,
    FlowPublicationService,
    FlowRepository,
    FlowService,
    FlowSnapshotRepository,
    FlowVersionRepository,
    FlowVersionService,
    FlowTestRepository,
    SubflowCheck,
  ],
  exports: [
    FlowCopyService,
    FlowExportService,
    FlowImportService,
    FlowListService,
    FlowPublicationService,
    FlowService,
    FlowTestRepository,
    FlowVersionService,
    SubflowCheck,
  ],
})
export class FlowsModule {}
