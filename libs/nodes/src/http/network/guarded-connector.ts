import { lookup as systemLookup } from 'node:dns/promises';
import { isIP, type LookupFunction } from 'node:net';
import { callbackify } from 'node:util';
import { NodeError } from '@app/engine';
import { buildConnector } from 'undici';
import type { HttpLimits, ResolvedAddress } from '../http-options.js';

const blocked = (host: string): NodeError =>
  new NodeError(
    'HTTP_BLOCKED_ADDRESS',
    `The address of ${host} is private, loopback, link-local or otherwise not allowed.`,
  );

const resolveBySystem = (hostname: string): Promise<ResolvedAddress[]> =>
  systemLookup(hostname, { all: true, verbatim: true }) as Promise<ResolvedAddress[]>;

/**
 * Opens connections to allowed addresses only. Every connection of every call and redirect comes
 * through here. The socket connects to the very addresses that were looked up and checked, so a
 * name that resolves differently a moment later changes nothing.
 */
export function guardedConnector(limits: HttpLimits): buildConnector.connector {
  const resolve = limits.resolve ?? resolveBySystem;
  const isAllowed = (address: string): boolean => limits.allowPrivateAddresses || limits.isAllowedAddress(address);

  const find = callbackify(async (hostname: string) => {
    const answers = await resolve(hostname);
    const [first, ...others] = answers.filter(({ address }) => isAllowed(address));
    if (first === undefined) throw blocked(hostname);
    return { first, others };
  });

  const lookup: LookupFunction = (hostname, options, callback) => {
    find(hostname, (error, found) => {
      if (error !== null) callback(error, '');
      else if (options.all === true) callback(null, [found.first, ...found.others]);
      else callback(null, found.first.address, found.first.family);
    });
  };

  const connect = buildConnector({ timeout: limits.connectTimeoutMs, allowH2: false, autoSelectFamily: true, lookup });
  return (target, callback) => {
    // A socket does not look up what is an address already.
    if (isIP(target.hostname) !== 0 && !isAllowed(target.hostname))
      queueMicrotask(() => callback(blocked(target.hostname), null));
    else connect(target, callback);
  };
}
