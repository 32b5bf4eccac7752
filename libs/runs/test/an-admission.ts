import type { Sql } from '@app/database';
import type { RunWaker } from '@app/temporal';
import { FlowHeadCache } from '../src/admission/flow-head.cache.js';
import { FlowHeadRepository } from '../src/admission/flow-head.repository.js';
import { LimitedRunAdmitter } from '../src/admission/limited-run-admitter.js';
import { RunAdmissionService } from '../src/admission/run-admission.service.js';
import { RunAdmitter } from '../src/admission/run-admitter.js';
import { RunCanceller } from '../src/cancel/run-canceller.js';
import { RunEndRepository } from '../src/end/run-end.repository.js';
import { PlanCache } from '../src/plan/plan-cache.js';
import { RunInboxRepository } from '../src/store/run-inbox.repository.js';

/** The admission of one process: two of them are two APIs. */
export function anAdmission(sql: Sql) {
  const woken: string[] = [];
  const wake: RunWaker['wake'] = async (runId) => woken.push(runId) > 0;
  const waker = { wake } as RunWaker;
  const canceller = new RunCanceller(new RunEndRepository(sql), new RunInboxRepository(sql));
  const admission = new RunAdmissionService(
    new FlowHeadCache(new FlowHeadRepository(sql)),
    new PlanCache(sql),
    new RunAdmitter(sql),
    new LimitedRunAdmitter(sql, canceller, waker),
  );
  return { admission, woken };
}
