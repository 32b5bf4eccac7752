import { Module } from '@nestjs/common';
import { FlowListRepository } from './flow-list.repository.js';
import { FlowListService } from './flow-list.service.js';
import { FlowVersionRepository } from './flow-version.repository.js';
import { FlowVersionService } from './flow-version.service.js';
import { FlowRepository } from './flow.repository.js';
import { FlowService } from './flow.service.js';

/** Flows, their versions and publishing. It needs DatabaseModule with FLOW_ENTITIES. */
@Module({
  providers: [
    FlowListRepository,
    FlowListService,
    FlowRepository,
    FlowService,
    FlowVersionRepository,
    FlowVersionService,
  ],
  exports: [FlowListService, FlowService, FlowVersionService],
})
export class FlowsModule {}
