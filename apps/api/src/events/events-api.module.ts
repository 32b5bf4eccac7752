import { RunsModule } from '@app/runs';
import { Module } from '@nestjs/common';
import { EventsController } from './events.controller.js';

/** The routes of events. */
@Module({ imports: [RunsModule], controllers: [EventsController] })
export class EventsApiModule {}
