import type { KeySetting } from './encryption-keys.js';

/** TLS of the connection to Temporal; every text is PEM. */
export interface TemporalTls {
  readonly serverName?: string;
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
}

/**
 * The whole configuration, checked and deeply frozen. It is also the token under which
 * ConfigModule provides it. Times are milliseconds, sizes bytes.
 */
export abstract class AppConfig {
  abstract readonly http: {
    readonly port: number;
    readonly host: string;
    readonly corsOrigins: readonly string[];
    readonly trustedProxies: readonly string[];
    readonly bodyLimitBytes: number;
    readonly requestTimeoutMs: number;
    /** Longest `?wait` of a run's start. */
    readonly maxWaitMs: number;
  };
  abstract readonly worker: {
    readonly healthPort: number;
    readonly healthHost: string;
    readonly maxConcurrentRuns: number;
    readonly maxConcurrentActivities: number;
    readonly dispatchIntervalMs: number;
    readonly dispatchLeaseMs: number;
    readonly reconcileIntervalMs: number;
    readonly retentionIntervalMs: number;
    /** How long ended runs are kept whose flows do not say; undefined: for ever. */
    readonly retentionMs: number | undefined;
  };
  abstract readonly database: {
    readonly url: string;
    readonly poolSize: number;
    readonly statementTimeoutMs: number;
    readonly connectTimeoutMs: number;
    readonly ssl: 'disable' | 'require' | 'verify-full';
    /** PEM; undefined: the system's certificates. */
    readonly sslCa: string | undefined;
  };
  abstract readonly temporal: {
    readonly address: string;
    readonly namespace: string;
    readonly taskQueue: string;
    readonly connectTimeoutMs: number;
    /** null: the connection is not encrypted. */
    readonly tls: TemporalTls | null;
    readonly apiKey: string | undefined;
  };
  abstract readonly log: {
    readonly level: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent';
    readonly pretty: boolean;
  };
  abstract readonly nodes: {
    readonly httpAllowPrivateAddresses: boolean;
    readonly httpMaxResponseBytes: number;
    readonly httpMaxRedirects: number;
    readonly codeThreads: number;
    /** How deep runs may be within runs. */
    readonly maxSubflowDepth: number;
    /** How many items of a map one run carries out. */
    readonly mapSliceItems: number;
    readonly maxMapItems: number;
    readonly maxOutputBytes: number;
  };
  /** Keys of masked outputs: the first encrypts, all decrypt; none: nothing can be masked. */
  abstract readonly encryption: { readonly keys: readonly KeySetting[] };
  /** How long the API takes new connections once it was told to stop, and how long open ones then have for a last request. */
  abstract readonly shutdownDrainMs: number;
  abstract readonly shutdownGraceMs: number;
  abstract readonly migrateOnStart: boolean;
  /** What flows read as `env.NAME`. */
  abstract readonly flowEnv: Readonly<Record<string, string>>;
  /** What nodes with effects read as `secrets.NAME`. */
  abstract readonly flowSecrets: Readonly<Record<string, string>>;
}
