import { Reflector } from '@nestjs/core';

/** What a route says of its response beside the data. */
export interface ResponseOptions {
  /** Path of what was made, below the base path: `flows/ID`. Sent as `Location`. */
  location?(data: never): string;
  /** The version of what is shown, sent as `ETag`. */
  etag?(data: never): number;
  /** The handler's value is the body as it is, of this media type: no envelope. */
  readonly mediaType?: string;
  /** The name under which clients save the body. */
  attachment?(data: never): string;
}

/** Puts ResponseOptions on a handler; `Endpoint` does it for a route. */
export const ResponseOptionsOf = Reflector.createDecorator<ResponseOptions>();
