import type { ErrorCode } from '@app/errors';
import type { Type } from '@nestjs/common';

/** What can be asked next, by the operation's id: its parameters, each by the JSON Pointer to its value in `data`. */
export type EndpointLinks = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** What a route promises. */
export interface EndpointOptions<T> {
  /** The operation's id, unique in the API. */
  readonly id: string;
  readonly summary: string;
  readonly description?: string;
  /** Status of a success. Default: 200. */
  readonly status?: 200 | 201 | 202 | 204;
  /** What `data` is, or the body where it has a media type; missing: there is no body (204), or the body is text. */
  readonly type?: Type<T>;
  /** `data` is a page of `type` (the handler returns Paged), or all of them. */
  readonly list?: 'paged' | 'whole';
  /** The body is this media type as it is, without an envelope. */
  readonly mediaType?: string;
  /** The body is a file, which clients save under this name: letters, digits, `-` and `.`. */
  readonly attachment?: (data: T) => string;
  /** The DTO of the body, and whether it may be missing. */
  readonly body?: Type;
  readonly bodyOptional?: boolean;
  /** What a client can ask next with what the response holds; OpenAPI has them as links. */
  readonly links?: EndpointLinks;
  /** Errors beside those that every route of its kind can give. */
  readonly errors?: readonly ErrorCode[];
  /** It neither reads nor writes PostgreSQL. */
  readonly offline?: boolean;
  /** It takes `If-Match`. */
  readonly ifMatch?: boolean;
  /** Path of what was made, below the base path: `flows/ID`. Sent as `Location`. */
  readonly location?: (data: T) => string;
  /** The version of what is shown, sent as `ETag`. */
  readonly etag?: (data: T) => number;
}
