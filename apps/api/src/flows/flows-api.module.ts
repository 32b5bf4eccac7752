import { FlowsModule } from '@app/flows';
import { Module } from '@nestjs/common';
import { FlowVersionsController } from './flow-versions.controller.js';
import { FlowsController } from './flows.controller.js';

/** The routes of flows. */
@Module({ imports: [FlowsModule], controllers: [FlowsController, FlowVersionsController] })
export class FlowsApiModule {}
