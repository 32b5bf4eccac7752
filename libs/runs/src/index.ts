export { checkedInput } from './admission/run-input.js';
export type { RunError } from '@app/engine';
export { RunAdmissionService, type StartRun } from './admission/run-admission.service.js';
export { CallsModule } from './calls/calls.module.js';
export { RunCalls } from './calls/run-calls.js';
export { RunCancelService } from './cancel/run-cancel.service.js';
export { ChildFlows } from './children/child-flows.js';
export { MapSlices } from './children/map-slices.js';
export { ChildrenModule } from './children/children.module.js';
export { AttemptWatch } from './dispatch/attempt-watch.js';
export { Backoff } from './dispatch/backoff.js';
export { DispatchModule } from './dispatch/dispatch.module.js';
export { errorMessage } from './dispatch/error-message.js';
export { ExpressBatches } from './express/express-batches.js';
export { RunDispatch } from './dispatch/run-dispatch.js';
export { RunEnds } from './dispatch/run-ends.js';
export { RunSlots } from './dispatch/run-slots.js';
export { TemporalRunStarter } from './dispatch/temporal-run-starter.js';
export { OpenRunsRepository } from './dispatch/open-runs.repository.js';
export { RunClaimsRepository, type ClaimedRun } from './dispatch/run-claims.repository.js';
export { RunEndRepository, type RunEnd } from './end/run-end.repository.js';
export { EventPublishService, type PublishedEvent } from './events/event-publish.service.js';
export { EventSendService } from './events/event-send.service.js';
export type { NewEvent } from './events/new-event.js';
export { RunWakes } from './events/run-wakes.js';
export { PlanCache } from './plan/plan-cache.js';
export type { RunDetail, RunEventView, RunStepView, StepPage } from './read/run-detail.js';
export type { StepPosition } from './read/run-detail.repository.js';
export { isByStart, type LabelFilter, type PageRequest, type RunFilter, type RunPosition } from './read/run-filter.js';
export { RunReadService, type CountedRunPage } from './read/run-read.service.js';
export { RunResults, type RunResult } from './read/run-results.js';
export type { ApprovalWaitView, EventWaitView, RunWaitView } from './read/run-wait-view.js';
export type { RunSummary } from './read/run-summary.js';
export { RUN_ENDED, RUN_INBOX, RUN_QUEUED } from './run/run.constants.js';
export { RUN_ENTITIES } from './run/run-entities.js';
export { RunEventRow } from './run/run-event.entity.js';
export { RunInboxRow } from './run/run-inbox.entity.js';
export { RunLabel } from './run/run-label.entity.js';
export { RunStep } from './run/run-step.entity.js';
export { Run } from './run/run.entity.js';
export {
  ENDED_STATUSES,
  hasEnded,
  RUN_STATUSES,
  STEP_STATUSES,
  type EndedStatus,
  type RunStatus,
  type StepStatus,
} from './run/run-status.js';
export { RunStoreModule } from './run-store.module.js';
export { RunsModule } from './runs.module.js';
export {
  fromStoredWords,
  shownWords,
  type StoredDecision,
  toStoredDecision,
  toStoredWords,
  type VoteWords,
} from './store/masked-votes.js';
export { PgInboxWatch } from './store/pg-inbox-watch.js';
export { PgNodeCallStore } from './store/pg-node-call-store.js';
export { PgRunStore } from './store/pg-run-store.js';
export { RunInboxRepository, type NewMessage } from './store/run-inbox.repository.js';
export { RunEndWatch } from './wait/run-end-watch.js';
export { MAX_PAYLOAD } from './events/payload-refusal.js';
