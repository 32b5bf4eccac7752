import { Module } from '@nestjs/common';
import { RunNudge } from './children/run-nudge.js';
import { OpenRunsRepository } from './dispatch/open-runs.repository.js';
import { RunClaimsRepository } from './dispatch/run-claims.repository.js';
import { RunPermitsRepository } from './dispatch/run-permits.repository.js';
import { RunEndRepository } from './end/run-end.repository.js';
import { PlanCache } from './plan/plan-cache.js';
import { ExpiredRunsRepository } from './retention/expired-runs.repository.js';
import { PgInboxWatch } from './store/pg-inbox-watch.js';
import { PgNodeCallStore } from './store/pg-node-call-store.js';
import { PgRunStore } from './store/pg-run-store.js';
import { RunHistoryRepository } from './store/run-history.repository.js';
import { RunInboxRepository } from './store/run-inbox.repository.js';
import { RunTaker } from './store/run-taker.js';
import { RunWriter } from './store/run-writer.js';

const EXPORTED = [
  ExpiredRunsRepository,
  OpenRunsRepository,
  PgInboxWatch,
  PgNodeCallStore,
  PgRunStore,
  PlanCache,
  RunClaimsRepository,
  RunEndRepository,
  RunInboxRepository,
  RunNudge,
];

/** What drives runs: the ports of the engine on PostgreSQL, and the claims of the dispatcher. It needs DatabaseModule and TemporalModule. */
@Module({
  providers: [...EXPORTED, RunHistoryRepository, RunPermitsRepository, RunTaker, RunWriter],
  exports: EXPORTED,
})
export class RunStoreModule {}
