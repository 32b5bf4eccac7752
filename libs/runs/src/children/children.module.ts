import { Module } from '@nestjs/common';
import { RunCanceller } from '../cancel/run-canceller.js';
import { RunStoreModule } from '../run-store.module.js';
import { ChildFlows } from './child-flows.js';
import { ChildHeadRepository } from './child-head.repository.js';
import { ChildLimits } from './child-limits.js';
import { MapSlices } from './map-slices.js';

/** Runs that runs start: which versions they run, under which limits; and slices of large maps. It needs DatabaseModule and TemporalModule. */
@Module({
  imports: [RunStoreModule],
  providers: [ChildFlows, ChildHeadRepository, ChildLimits, MapSlices, RunCanceller],
  exports: [ChildFlows, MapSlices],
})
export class ChildrenModule {}
