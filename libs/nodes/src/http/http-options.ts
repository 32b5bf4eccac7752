import { isPublicAddress } from './network/public-address.js';

/** One answer of a name look-up. */
export interface ResolvedAddress {
  readonly address: string;
  readonly family: 4 | 6;
}

/** Limits and permissions of `http` nodes, for a whole process. */
export interface HttpOptions {
  /** Whether loopback, private, link-local and metadata addresses may be called. Default: false. */
  readonly allowPrivateAddresses?: boolean;
  /** Which addresses may be called where `allowPrivateAddresses` is not set. Default: the public ones. */
  readonly isAllowedAddress?: (address: string) => boolean;
  /** Bytes of a response body, before and after it is decompressed. Default: 1 MiB. */
  readonly maxResponseBytes?: number;
  /** Redirects that one call follows. Default: 5. */
  readonly maxRedirects?: number;
  /** Milliseconds for the connection, with TLS. Default: 5 s. */
  readonly connectTimeoutMs?: number;
  /** Connections to one origin; further calls wait for one. Default: 100. */
  readonly connectionsPerOrigin?: number;
  /** Origins whose connections are kept open; the one not used for longest goes first. Default: 256. */
  readonly maxOrigins?: number;
  /** The longest pause that `Retry-After` can ask for, milliseconds. Default: 24 h. */
  readonly maxRetryAfterMs?: number;
  /** Looks a host name up; every answer passes the address guard. Default: the system's resolver. */
  readonly resolve?: (hostname: string) => Promise<readonly ResolvedAddress[]>;
}

/** The options with their defaults put in. */
export type HttpLimits = Required<Omit<HttpOptions, 'resolve'>> & Pick<HttpOptions, 'resolve'>;

/** Puts the defaults in. */
export function httpLimits(options: HttpOptions = {}): HttpLimits {
  return {
    allowPrivateAddresses: false,
    isAllowedAddress: isPublicAddress,
    maxResponseBytes: 1024 * 1024,
    maxRedirects: 5,
    connectTimeoutMs: 5000,
    connectionsPerOrigin: 100,
    maxOrigins: 256,
    maxRetryAfterMs: 24 * 3_600_000,
    ...options,
  };
}
