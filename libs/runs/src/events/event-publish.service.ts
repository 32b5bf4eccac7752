import { Injectable } from '@nestjs/common';
import type { Json } from '@app/definition';
import { AppError } from '@app/errors';
import { PlanCache } from '../plan/plan-cache.js';
import { AwaitedEvents } from './awaited-events.js';
import { EventAudienceRepository } from './event-audience.repository.js';
import { keptEvent, type NewEvent } from './new-event.js';
import { payloadRefusal } from './payload-refusal.js';
import { RunWakes } from './run-wakes.js';

/** How many of the runs that waited for a name heard of an event. */
export interface PublishedEvent {
  /** Runs that it was left to. */
  readonly sent: number;
  /** Runs that had one with the same id before. */
  readonly duplicate: number;
  /** Runs whose versions ask for another payload. */
  readonly refused: number;
}

/** Sends events to all runs that wait for them. Needs PostgreSQL only. */
@Injectable()
export class EventPublishService {
  constructor(
    private readonly audience: EventAudienceRepository,
    private readonly plans: PlanCache,
    private readonly wakes: RunWakes,
  ) {}

  /**
   * Leaves the event to every run that waits for its name at this moment: to all of them, or, where it
   * fails, to none. Resolves after the commit.
   * @throws AppError EVENT_INVALID, DATABASE_UNAVAILABLE
   */
  async publish(event: NewEvent): Promise<PublishedEvent> {
    const { name, payload = null } = event;
    const refusal = payloadRefusal(payload);
    if (refusal !== null) throw refusal;
    const versions = await this.takers(name, payload);
    const outcomes = await this.audience.publish(name, versions, keptEvent(event, true));
    const those = (wanted: string) => outcomes.filter(({ outcome }) => outcome === wanted).map(({ runId }) => runId);
    this.wakes.wake(those('sent'));
    return { sent: those('sent').length, duplicate: those('duplicate').length, refused: those('refused').length };
  }

  /** The versions that are waited in, and whose nodes take such a payload. */
  private async takers(name: string, payload: Json): Promise<string[]> {
    const takers: string[] = [];
    for (const id of await this.audience.versions(name)) if (await this.takes(id, name, payload)) takers.push(id);
    return takers;
  }

  private async takes(flowVersionId: string, name: string, payload: Json): Promise<boolean> {
    try {
      return AwaitedEvents.of(await this.plans.plan(flowVersionId)).problems(name, payload).length === 0;
    } catch (error) {
      // Runs of such a version go nowhere; the others are not to suffer for it.
      if (error instanceof AppError && error.code === 'RUN_BROKEN') return false;
      throw error;
    }
  }
}
