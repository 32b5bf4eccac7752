import type { JsonObject } from '@app/definition';

/** A name that is no template, and that can be told from others by looking at it. */
export function checkEventName({ event }: JsonObject): { path: string; message: string }[] {
  if (typeof event !== 'string') return [];
  if (event.includes('{{'))
    return [{ path: 'event', message: 'The name of an event is fixed, without {{ }}: put what differs into `match`.' }];
  if (event !== event.trim() || /\p{Cc}/u.test(event))
    return [{ path: 'event', message: 'The name begins or ends with white space, or has a control character.' }];
  return [];
}
