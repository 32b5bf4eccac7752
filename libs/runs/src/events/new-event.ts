import type { Json } from '@app/definition';

/** An event that is to be sent. */
export interface NewEvent {
  /** 1 to 200 characters. */
  readonly name: string;
  /** Missing: null. */
  readonly payload?: Json | undefined;
  /** The sender's own id of it, 1 to 200 characters: a run takes no second one with the same. */
  readonly id?: string | undefined;
}

/** An event as it is kept. */
export interface KeptEvent {
  /** JSON text of the message. */
  readonly data: string;
  /** null: each one counts. */
  readonly dedupeKey: string | null;
}

/** The row of an event. @param payload as it is kept */
export function keptEvent(
  { name, payload, id }: Omit<NewEvent, 'payload'> & { readonly payload: unknown },
  broadcast: boolean,
): KeptEvent {
  return {
    data: JSON.stringify({ name, payload, event_id: id ?? null, broadcast }),
    dedupeKey: id === undefined ? null : `event:${id}`,
  };
}
