import { Module } from '@nestjs/common';
import { FlowHeadCache } from './admission/flow-head.cache.js';
import { FlowHeadRepository } from './admission/flow-head.repository.js';
import { LimitedRunAdmitter } from './admission/limited-run-admitter.js';
import { RunAdmissionService } from './admission/run-admission.service.js';
import { RunAdmitter } from './admission/run-admitter.js';
import { RunCancelService } from './cancel/run-cancel.service.js';
import { RunCanceller } from './cancel/run-canceller.js';
import { EventAudienceRepository } from './events/event-audience.repository.js';
import { EventInboxRepository } from './events/event-inbox.repository.js';
import { EventPlans } from './events/event-plans.js';
import { EventPublishService } from './events/event-publish.service.js';
import { EventSendService } from './events/event-send.service.js';
import { RunWakes } from './events/run-wakes.js';
import { RunDetailRepository } from './read/run-detail.repository.js';
import { RunListRepository } from './read/run-list.repository.js';
import { RunReadService } from './read/run-read.service.js';
import { RunResults } from './read/run-results.js';
import { RunStatusRepository } from './read/run-status.repository.js';
import { RunWaitsRepository } from './read/run-waits.repository.js';
import { RunStoreModule } from './run-store.module.js';
import { CallWaitsRepository } from './task-queues/call-waits.repository.js';
import { RunEndWatch } from './wait/run-end-watch.js';

/** What is done with runs from outside: start, read, wait, cancel. It needs DatabaseModule and TemporalModule. */
@Module({
  imports: [RunStoreModule],
  providers: [
    CallWaitsRepository,
    EventAudienceRepository,
    EventInboxRepository,
    EventPlans,
    EventPublishService,
    EventSendService,
    FlowHeadCache,
    FlowHeadRepository,
    LimitedRunAdmitter,
    RunAdmissionService,
    RunAdmitter,
    RunCancelService,
    RunCanceller,
    RunDetailRepository,
    RunEndWatch,
    RunListRepository,
    RunReadService,
    RunResults,
    RunStatusRepository,
    RunWaitsRepository,
    RunWakes,
  ],
  exports: [
    EventPublishService,
    EventSendService,
    RunAdmissionService,
    RunCancelService,
    RunEndWatch,
    RunReadService,
    RunResults,
    RunWakes,
  ],
})
export class RunsModule {}
