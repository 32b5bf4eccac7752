import { FlowTestsModule } from '@app/flow-tests';
import { Module } from '@nestjs/common';
import { FlowTestsController } from './flow-tests.controller.js';

/** The routes of tests of flows. */
@Module({ imports: [FlowTestsModule], controllers: [FlowTestsController] })
export class FlowTestsApiModule {}
