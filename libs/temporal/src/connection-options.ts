import type { TLSConfig } from '@temporalio/client';
import type { TemporalOptions } from './temporal.options.js';

/** Address, TLS and API key, as the SDK's connections want them. */
export function connectionOptions({ address, tls, apiKey }: TemporalOptions) {
  return { address, tls: tls === null ? null : toTlsConfig(tls), ...(apiKey === undefined ? {} : { apiKey }) };
}

function toTlsConfig({ serverName, ca, cert, key }: NonNullable<TemporalOptions['tls']>): TLSConfig {
  return {
    ...(serverName === undefined ? {} : { serverNameOverride: serverName }),
    ...(ca === undefined ? {} : { serverRootCACertificate: Buffer.from(ca) }),
    ...(cert === undefined || key === undefined
      ? {}
      : { clientCertPair: { crt: Buffer.from(cert), key: Buffer.from(key) } }),
  };
}
