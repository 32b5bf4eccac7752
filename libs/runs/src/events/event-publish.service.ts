import { Injectable } from '@nestjs/common';
import type { Json } from '@app/definition';
import { AppError } from '@app/errors';
import type { AwaitedEvents } from './awaited-events.js';
import { EventAudienceRepository } from './event-audience.repository.js';
import { EventPlans } from './event-plans.js';
import type { NewEvent } from './new-event.js';
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
    private readonly plans: EventPlans,
    private readonly wakes: RunWakes,
  ) {}

  /**
   * Leaves the event to every run that waits for its name at this moment: to all of them, or, where it
   * fails, to none. Resolves after the commit.
   * @throws AppError EVENT_INVALID, DATABASE_UNAVAILABLE, ENCRYPTION_KEY_MISSING
   */
  async publish(event: NewEvent): Promise<PublishedEvent> {
    const { name, payload = null } = event;
    const refusal = payloadRefusal(payload);
    if (refusal !== null) throw refusal;
    const { versions, mask } = await this.takers(name, payload);
    const outcomes = await this.audience.publish(name, versions, this.plans.kept(event, true, mask));
    const those = (wanted: string) => outcomes.filter(({ outcome }) => outcome === wanted).map(({ runId }) => runId);
    this.wakes.wake(those('sent'));
    return { sent: those('sent').length, duplicate: those('duplicate').length, refused: those('refused').length };
  }

  /** The versions that are waited in, and whose nodes take such a payload; and whether any of them masks it. */
  private async takers(name: string, payload: Json): Promise<{ versions: readonly string[]; mask: boolean }> {
    const versions: string[] = [];
    let mask = false;
    for (const id of await this.audience.versions(name)) {
      const awaited = await this.awaited(id);
      if (awaited === null || awaited.problems(name, payload).length > 0) continue;
      versions.push(id);
      mask ||= awaited.isMasked(name);
    }
    return { versions, mask };
  }

  private async awaited(flowVersionId: string): Promise<AwaitedEvents | null> {
    try {
      return await this.plans.awaited(flowVersionId);
    } catch (error) {
      // Runs of such a version go nowhere; the others are not to suffer for it.
      if (error instanceof AppError && error.code === 'RUN_BROKEN') return null;
      throw error;
    }
  }
}
