import { FlowTestGate } from '@app/flows';
import { Global, Module } from '@nestjs/common';
import { FlowTestRunner } from './run/flow-test-runner.js';
import { SimulatedTestGate } from './run/simulated-test-gate.js';

/** Global: FlowsModule, which stands below, asks for the gate whose tests are run here. */
@Global()
@Module({
  providers: [FlowTestRunner, { provide: FlowTestGate, useClass: SimulatedTestGate }],
  exports: [FlowTestGate, FlowTestRunner],
})
export class FlowTestGateModule {}
