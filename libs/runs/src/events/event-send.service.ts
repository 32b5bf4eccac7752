import { Injectable } from '@nestjs/common';
import { AppError } from '@app/errors';
import { PlanCache } from '../plan/plan-cache.js';
import { hasEnded } from '../run/run-status.js';
import { AwaitedEvents } from './awaited-events.js';
import { checkPayload, checkStorable } from './check-payload.js';
import { EventAudienceRepository } from './event-audience.repository.js';
import { EventInboxRepository } from './event-inbox.repository.js';
import { keptEvent, type NewEvent } from './new-event.js';
import { RunWakes } from './run-wakes.js';

/** Names that an error lists. */
const LISTED = 20;

/** Sends events to runs. Needs PostgreSQL only. */
@Injectable()
export class EventSendService {
  constructor(
    private readonly audience: EventAudienceRepository,
    private readonly inbox: EventInboxRepository,
    private readonly plans: PlanCache,
    private readonly wakes: RunWakes,
  ) {}

  /**
   * Leaves the event to the run, where it is kept until a node takes it; resolves after the commit.
   * @returns whether it is the first one with its id
   * @throws AppError RUN_NOT_FOUND, RUN_ENDED, EVENT_UNKNOWN, EVENT_INVALID, DATABASE_UNAVAILABLE
   */
  async send(runId: string, event: NewEvent): Promise<boolean> {
    const { name, payload = null } = event;
    const target = await this.audience.target(runId);
    if (target === null) throw new AppError('RUN_NOT_FOUND');
    if (hasEnded(target.status)) throw new AppError('RUN_ENDED');
    const events = AwaitedEvents.of(await this.plans.plan(target.flowVersionId));
    if (!events.names.includes(name)) throw unknown(name, events.names);
    checkStorable(payload);
    checkPayload(events, name, payload);
    const sent = await this.inbox.send({ runId, name, event: keptEvent(event, false) });
    if (sent === null) throw new AppError('RUN_ENDED');
    if (sent.fresh && sent.awaited) this.wakes.wake([runId]);
    return sent.fresh;
  }
}

function unknown(name: string, names: readonly string[]): AppError {
  const quoted = names.slice(0, LISTED).map((each) => `"${each}"`);
  const more = names.length > LISTED ? ` and ${names.length - LISTED} others` : '';
  const there = names.length === 0 ? 'it waits for none' : `it waits for ${quoted.join(', ')}${more}`;
  const message = `The flow of the run waits for no event "${name}"; ${there}.`;
  return new AppError('EVENT_UNKNOWN', message, { details: [{ path: 'name', message: `is none; ${there}` }] });
}
