import type { Sql } from '@app/database';
import { NO_KEYS, type Vault } from '@app/encryption';
import type { JsonObject } from '@app/definition';
import type { RunWaker } from '@app/temporal';
import { EventAudienceRepository } from '../src/events/event-audience.repository.js';
import { EventInboxRepository } from '../src/events/event-inbox.repository.js';
import { EventPlans } from '../src/events/event-plans.js';
import { EventPublishService } from '../src/events/event-publish.service.js';
import { EventSendService } from '../src/events/event-send.service.js';
import { RunWakes } from '../src/events/run-wakes.js';
import { PlanCache } from '../src/plan/plan-cache.js';
import { RunStatusRepository } from '../src/read/run-status.repository.js';
import { aStore, aWrite } from './a-store.js';
import { aFlow, type AFlow, aRun } from './runs-database.js';

/** What one API process has to send events with. */
export function eventServices(sql: Sql, vault: Vault = NO_KEYS) {
  const woken: string[] = [];
  const waker: Pick<RunWaker, 'wake'> = {
    wake: (runId) => {
      woken.push(runId);
      return Promise.resolve(true);
    },
  };
  const wakes = new RunWakes(waker as RunWaker);
  const audience = new EventAudienceRepository(sql);
  const plans = new EventPlans(new PlanCache(sql, vault), vault);
  const statuses = new RunStatusRepository(sql);
  const sends = new EventSendService(audience, new EventInboxRepository(sql), statuses, plans, wakes);
  return { sends, publishes: new EventPublishService(audience, plans, wakes), woken };
}

/** A flow whose nodes wait for events. */
export function aWaitingFlow(sql: Sql, ...waits: readonly JsonObject[]): Promise<AFlow> {
  const nodes = waits.map((data, at) => ({ id: `w${at}`, type: 'wait', data }));
  return aFlow(sql, { definition: { nodes, edges: [] } });
}

/** A run of the flow in which nodes wait for these events, as their driver would leave it. */
export async function aWaitingRun(sql: Sql, flow: AFlow, ...events: readonly string[]): Promise<string> {
  const runId = await aRun(sql, flow);
  const { store } = aStore(sql);
  await store.take(runId);
  const outside = events.map((event, at) => ({ type: 'wait.open' as const, path: `w${at}`, attempt: 1, event }));
  await store.write(aWrite(runId, { outside, run: { status: 'waiting' } }));
  return runId;
}
