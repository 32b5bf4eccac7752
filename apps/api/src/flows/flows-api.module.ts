import { FlowsModule } from '@app/flows';
import { Module } from '@nestjs/common';
import { FlowArchiveController } from './flow-archive.controller.js';
import { FlowCopiesController } from './flow-copies.controller.js';
import { FlowFilesController } from './flow-files.controller.js';
import { FlowPublicationsController } from './flow-publications.controller.js';
import { FlowVersionsController } from './flow-versions.controller.js';
import { FlowsController } from './flows.controller.js';

/** The routes of flows. */
@Module({
  imports: [FlowsModule],
  controllers: [
    FlowsController,
    FlowVersionsController,
    FlowPublicationsController,
    FlowArchiveController,
    FlowCopiesController,
    FlowFilesController,
  ],
})
export class FlowsApiModule {}
