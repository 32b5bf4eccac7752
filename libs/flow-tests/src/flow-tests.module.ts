import { FlowsModule } from '@app/flows';
import { Module } from '@nestjs/common';
import { FlowTestGateModule } from './flow-test-gate.module.js';
import { FlowTestService } from './flow-test.service.js';
import { FlowTestRunService } from './run/flow-test-run.service.js';

/** Tests of flows: kept, run, and asked for before a version is published. It needs DatabaseModule and ConfigModule. */
@Module({
  imports: [FlowsModule, FlowTestGateModule],
  providers: [FlowTestService, FlowTestRunService],
  exports: [FlowTestService, FlowTestRunService],
})
export class FlowTestsModule {}
