import { Injectable } from '@nestjs/common';
import { Vault } from '@app/encryption';
import { PlanCache } from '../plan/plan-cache.js';
import { toStored } from '../store/masked.js';
import { AwaitedEvents } from './awaited-events.js';
import { keptEvent, type KeptEvent, type NewEvent } from './new-event.js';

/** What flow versions say of the events that their nodes wait for. */
@Injectable()
export class EventPlans {
  constructor(
    private readonly plans: PlanCache,
    private readonly vault: Vault,
  ) {}

  /** @throws AppError RUN_BROKEN, DATABASE_UNAVAILABLE */
  async awaited(flowVersionId: string): Promise<AwaitedEvents> {
    return AwaitedEvents.of(await this.plans.plan(flowVersionId));
  }

  /** The row of an event. @param mask its payload is stored encrypted @throws AppError ENCRYPTION_KEY_MISSING */
  kept(event: NewEvent, broadcast: boolean, mask: boolean): KeptEvent {
    const { name, payload = null } = event;
    return keptEvent({ ...event, payload: toStored.payload(payload, mask, name, this.vault) }, broadcast);
  }
}
