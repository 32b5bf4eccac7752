import { Module } from '@nestjs/common';
import { RunCanceller } from '../cancel/run-canceller.js';
import { RunStoreModule } from '../run-store.module.js';
import { ChildFlows } from './child-flows.js';
import { ChildHeadRepository } from './child-head.repository.js';
import { ChildLimits } from './child-limits.js';

/** Runs that runs start: which versions they run, under which limits. It needs DatabaseModule and TemporalModule. */
@Module({
  imports: [RunStoreModule],
  providers: [ChildFlows, ChildHeadRepository, ChildLimits, RunCanceller],
  exports: [ChildFlows],
})
export class ChildrenModule {}
