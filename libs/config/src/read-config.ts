import type { AppConfig, TemporalTls } from './app-config.js';
import { type Environment, readValues, type Values } from './environment.js';
import { withPrefix } from './prefix.js';

function tlsOf(values: Values): TemporalTls | null {
  if (!values.TEMPORAL_TLS) return null;
  const { TEMPORAL_TLS_SERVER_NAME: serverName, TEMPORAL_TLS_CA_FILE: ca } = values;
  const { TEMPORAL_TLS_CERT_FILE: cert, TEMPORAL_TLS_KEY_FILE: key } = values;
  return {
    ...(serverName === undefined ? {} : { serverName }),
    ...(ca === undefined ? {} : { ca }),
    ...(cert === undefined || key === undefined ? {} : { cert, key }),
  };
}

function freeze<T extends object>(value: T): T {
  for (const inner of Object.values(value)) if (typeof inner === 'object' && inner !== null) freeze(inner);
  return Object.freeze(value);
}

/**
 * The configuration that an environment gives, deeply frozen. Reads files that variables name; connects to nothing.
 * @throws ConfigError with every variable that is wrong
 */
export function readConfig(env: Environment): AppConfig {
  const values = readValues(env);
  return freeze({
    http: {
      port: values.APP_PORT,
      host: values.APP_HOST,
      corsOrigins: values.CORS_ORIGINS,
      trustedProxies: values.APP_TRUSTED_PROXIES,
      bodyLimitBytes: values.BODY_LIMIT,
      requestTimeoutMs: values.REQUEST_TIMEOUT,
      maxWaitMs: values.RUN_WAIT_MAX,
    },
    worker: {
      healthPort: values.WORKER_HEALTH_PORT,
      healthHost: values.WORKER_HEALTH_HOST,
      maxConcurrentRuns: values.WORKER_MAX_CONCURRENT_RUNS,
      maxConcurrentActivities: values.WORKER_MAX_CONCURRENT_ACTIVITIES,
      dispatchIntervalMs: values.WORKER_DISPATCH_INTERVAL,
      dispatchLeaseMs: values.WORKER_DISPATCH_LEASE,
      reconcileIntervalMs: values.WORKER_RECONCILE_INTERVAL,
      retentionIntervalMs: values.WORKER_RETENTION_INTERVAL,
      retentionMs: values.RUN_RETENTION,
    },
    database: {
      url: values.DATABASE_URL,
      poolSize: values.DATABASE_POOL_SIZE,
      statementTimeoutMs: values.DATABASE_STATEMENT_TIMEOUT,
      connectTimeoutMs: values.DATABASE_CONNECT_TIMEOUT,
      ssl: values.DATABASE_SSL,
      sslCa: values.DATABASE_SSL_CA_FILE,
    },
    temporal: {
      address: values.TEMPORAL_ADDRESS,
      namespace: values.TEMPORAL_NAMESPACE,
      taskQueue: values.TEMPORAL_TASK_QUEUE,
      connectTimeoutMs: values.TEMPORAL_CONNECT_TIMEOUT,
      tls: tlsOf(values),
      apiKey: values.TEMPORAL_API_KEY,
    },
    log: { level: values.LOG_LEVEL, pretty: values.LOG_PRETTY },
    nodes: {
      httpAllowPrivateAddresses: values.HTTP_NODE_ALLOW_PRIVATE,
      httpMaxResponseBytes: values.HTTP_NODE_MAX_RESPONSE,
      httpMaxRedirects: values.HTTP_NODE_MAX_REDIRECTS,
      codeThreads: values.CODE_NODE_THREADS,
      maxSubflowDepth: values.SUBFLOW_MAX_DEPTH,
      mapSliceItems: values.MAP_SLICE_ITEMS,
      maxMapItems: values.MAP_MAX_ITEMS,
      maxOutputBytes: values.NODE_MAX_OUTPUT,
    },
    encryption: { keys: values.ENCRYPTION_KEYS ?? [] },
    shutdownDrainMs: values.SHUTDOWN_DRAIN,
    shutdownGraceMs: values.SHUTDOWN_GRACE,
    migrateOnStart: values.MIGRATE_ON_START,
    flowEnv: withPrefix(env, 'FLOW_ENV_'),
    flowSecrets: withPrefix(env, 'FLOW_SECRET_'),
  });
}
