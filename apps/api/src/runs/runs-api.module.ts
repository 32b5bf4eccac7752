import { RunsModule } from '@app/runs';
import { Module } from '@nestjs/common';
import { FlowRunsController } from './flow-runs.controller.js';
import { RunPagesService } from './run-pages.service.js';
import { RunsController } from './runs.controller.js';
import { RunStartService } from './start/run-start.service.js';

/** The routes of runs. */
@Module({
  imports: [RunsModule],
  controllers: [FlowRunsController, RunsController],
  providers: [RunPagesService, RunStartService],
})
export class RunsApiModule {}
