import { NodeError } from '@app/engine';

/** A field whose value, expressions put in, cannot be sent. The message names the place, never the value. */
export const invalidField = (path: string, message: string): NodeError =>
  new NodeError('NODE_DATA_INVALID', `\`${path}\` ${message}`, { details: [{ path: `data.${path}`, message }] });
