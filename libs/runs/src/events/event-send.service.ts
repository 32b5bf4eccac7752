import { Injectable } from '@nestjs/common';
import type { Json } from '@app/definition';
import { AppError } from '@app/errors';
import { hasEnded } from '../run/run-status.js';
import { RunStatusRepository } from '../read/run-status.repository.js';
import type { AwaitedEvents } from './awaited-events.js';
import { payloadRefusal, schemaRefusal } from './payload-refusal.js';
import { EventAudienceRepository } from './event-audience.repository.js';
import { EventInboxRepository } from './event-inbox.repository.js';
import { EventPlans } from './event-plans.js';
import type { NewEvent } from './new-event.js';
import { RunWakes } from './run-wakes.js';

/** Names that an error lists. */
const LISTED = 20;

/** Sends events to runs. Needs PostgreSQL only. */
@Injectable()
export class EventSendService {
  constructor(
    private readonly audience: EventAudienceRepository,
    private readonly inbox: EventInboxRepository,
    private readonly statuses: RunStatusRepository,
    private readonly plans: EventPlans,
    private readonly wakes: RunWakes,
  ) {}

  /**
   * Leaves the event to the run, where it is kept until a node takes it; resolves after the commit.
   * @returns whether it is the first one with its id
   * @throws AppError RUN_NOT_FOUND, RUN_ENDED, EVENT_UNKNOWN, EVENT_INVALID, DATABASE_UNAVAILABLE, ENCRYPTION_KEY_MISSING
   */
  async send(runId: string, event: NewEvent): Promise<boolean> {
    const { name, payload = null } = event;
    const version = await this.audience.version(runId);
    if (version === null) throw new AppError('RUN_NOT_FOUND');
    const awaited = await this.plans.awaited(version);
    const refusal = refusalOf(awaited, name, payload);
    if (refusal !== null) throw (await this.gone(runId)) ?? refusal;
    const sent = await this.inbox.send({ runId, name, event: this.plans.kept(event, false, awaited.isMasked(name)) });
    if (sent === null) throw (await this.gone(runId)) ?? new AppError('RUN_ENDED');
    if (sent.fresh && sent.awaited) this.wakes.wake([runId]);
    return sent.fresh;
  }

  /** Why the run takes nothing any more; null where it does. */
  private async gone(runId: string): Promise<AppError | null> {
    const status = await this.statuses.status(runId);
    if (status === null) return new AppError('RUN_NOT_FOUND');
    return hasEnded(status) ? new AppError('RUN_ENDED') : null;
  }
}

function refusalOf(events: AwaitedEvents, name: string, payload: Json): AppError | null {
  if (!events.names.includes(name)) return unknown(name, events.names);
  return payloadRefusal(payload) ?? schemaRefusal(events, name, payload);
}

function unknown(name: string, names: readonly string[]): AppError {
  const quoted = names.slice(0, LISTED).map((each) => `"${each}"`);
  const more = names.length > LISTED ? ` and ${names.length - LISTED} others` : '';
  const there = names.length === 0 ? 'it waits for none' : `it waits for ${quoted.join(', ')}${more}`;
  const message = `The flow of the run waits for no event "${name}"; ${there}.`;
  return new AppError('EVENT_UNKNOWN', message, { details: [{ path: 'name', message: `is none; ${there}` }] });
}
