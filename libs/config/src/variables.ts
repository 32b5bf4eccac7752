import { encryptionKeys } from './encryption-keys.js';
import {
  boolean,
  duration,
  file,
  integer,
  longDuration,
  networks,
  oneOf,
  origins,
  pattern,
  postgresUrl,
  size,
} from './rules.js';
import { optional, required, variable } from './variable.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const MIB = 1024 ** 2;
const host = pattern('an address or a host name', /^[A-Za-z0-9._:-]{1,255}$/);
const name = pattern('1 to 200 letters, digits and `.` `_` `-`', /^[A-Za-z0-9._-]{1,200}$/);
const hostAndPort = pattern(
  'a host and a port such as `localhost:7233`',
  /^(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._-]+):\d{1,5}$/,
);

/** Every variable that the product reads, in the order of the documentation; `.env.example` and the reference are tested against it. */
export const VARIABLES = {
  APP_PORT: variable('API', integer(0, 65_535), '8080', 'Port of the API; 0 takes any free one.'),
  APP_HOST: variable(
    'API',
    host,
    '127.0.0.1',
    'Address on which the API listens. There are no logins yet: `0.0.0.0` lets in whoever can reach the machine.',
  ),
  CORS_ORIGINS: variable('API', origins(), '', 'Origins whose pages may call the API from a browser. Empty: none.'),
  APP_TRUSTED_PROXIES: variable(
    'API',
    networks(),
    '',
    "Proxies whose `X-Forwarded-*` headers are believed. Empty: none; the client's address is the connection's.",
  ),
  BODY_LIMIT: variable(
    'API',
    size(1024, 256 * MIB),
    '10MiB',
    'Largest body of a request; a larger one is answered 413.',
  ),
  REQUEST_TIMEOUT: variable('API', duration(1_000, HOUR), '30s', 'Time in which a request must have arrived whole.'),
  RUN_WAIT_MAX: variable(
    'API',
    duration(0, MINUTE),
    '60s',
    'Longest `?wait` of `POST /flows/:id/run`; a longer one is answered 400.',
  ),
  SHUTDOWN_DRAIN: variable(
    'API',
    duration(0, HOUR),
    '500ms',
    'How long, after SIGTERM, new connections are still taken, with readiness at 503. Open ones then have as long again for a last request.',
  ),

  DATABASE_URL: required('PostgreSQL', postgresUrl(), 'Where PostgreSQL 16 or newer is.'),
  DATABASE_POOL_SIZE: variable('PostgreSQL', integer(2, 1_000), '10', 'Connections that one process holds at most.'),
  DATABASE_STATEMENT_TIMEOUT: variable(
    'PostgreSQL',
    duration(100, HOUR),
    '30s',
    'Time after which PostgreSQL cancels a statement.',
  ),
  DATABASE_CONNECT_TIMEOUT: variable(
    'PostgreSQL',
    duration(100, HOUR),
    '5s',
    'Time in which a connection must be had.',
  ),
  DATABASE_SSL: variable(
    'PostgreSQL',
    oneOf('disable', 'require', 'verify-full'),
    'disable',
    '`require` encrypts; `verify-full` also checks the certificate and its host name.',
  ),
  DATABASE_SSL_CA_FILE: optional(
    'PostgreSQL',
    file(),
    "Certificates (PEM) that `verify-full` trusts. Missing: the system's.",
  ),
  MIGRATE_ON_START: variable(
    'PostgreSQL',
    boolean(),
    'true',
    'Whether api and worker bring the database up to date before they serve.',
  ),

  TEMPORAL_ADDRESS: variable('Temporal', hostAndPort, 'localhost:7233', "The Temporal server's frontend."),
  TEMPORAL_NAMESPACE: variable('Temporal', name, 'default', 'Namespace of the workflows.'),
  TEMPORAL_TASK_QUEUE: variable('Temporal', name, 'millrace', 'Task queue that the workers poll.'),
  TEMPORAL_CONNECT_TIMEOUT: variable(
    'Temporal',
    duration(100, HOUR),
    '5s',
    'Time in which the server must answer a first call.',
  ),
  TEMPORAL_TLS: variable('Temporal', boolean(), 'false', 'Whether the connection is encrypted.'),
  TEMPORAL_TLS_SERVER_NAME: optional(
    'Temporal',
    host,
    "Host name in the server's certificate, where it is not that of the address.",
  ),
  TEMPORAL_TLS_CA_FILE: optional('Temporal', file(), "Certificates (PEM) that are trusted. Missing: the system's."),
  TEMPORAL_TLS_CERT_FILE: optional('Temporal', file(), "The client's certificate (PEM), for mutual TLS."),
  TEMPORAL_TLS_KEY_FILE: optional('Temporal', file(), "The client's private key (PEM), for mutual TLS."),
  TEMPORAL_API_KEY: optional(
    'Temporal',
    pattern('printable characters without spaces', /^[\x21-\x7e]{1,4096}$/),
    'API key that is sent with every call; it needs `TEMPORAL_TLS=true`.',
  ),

  WORKER_HEALTH_PORT: variable(
    'Worker',
    integer(0, 65_535),
    '8081',
    "Port of the worker's health checks; 0 takes any free one.",
  ),
  WORKER_HEALTH_HOST: variable('Worker', host, '127.0.0.1', "Address on which the worker's health checks listen."),
  WORKER_MAX_CONCURRENT_RUNS: variable(
    'Worker',
    integer(1, 10_000),
    '200',
    'Runs that one worker process takes on at a time.',
  ),
  WORKER_MAX_CONCURRENT_ACTIVITIES: variable(
    'Worker',
    integer(1, 10_000),
    '100',
    'Long node attempts (regular activities) that one worker process carries out at a time.',
  ),
  WORKER_DISPATCH_INTERVAL: variable(
    'Worker',
    duration(50, HOUR),
    '2s',
    'Pause between two looks for queued runs when no notification comes.',
  ),
  WORKER_DISPATCH_LEASE: variable(
    'Worker',
    duration(1_000, HOUR),
    '7s',
    'Time after which a run that was claimed and not started is claimed again.',
  ),
  WORKER_RECONCILE_INTERVAL: variable(
    'Worker',
    duration(100, HOUR),
    '30s',
    'Pause between two looks for open runs that Temporal does not know.',
  ),
  WORKER_RETENTION_INTERVAL: variable(
    'Worker',
    duration(100, HOUR),
    '1m',
    'Pause between two looks for ended runs that are kept no longer.',
  ),
  RUN_RETENTION: optional(
    'Worker',
    longDuration('1m', '36500d'),
    'How long an ended run is kept whose flow does not say; then it is deleted. Missing: for ever.',
  ),

  HTTP_NODE_ALLOW_PRIVATE: variable(
    'Nodes',
    boolean(),
    'false',
    'Whether `http` nodes may call private, loopback and link-local addresses. Only for development.',
  ),
  HTTP_NODE_MAX_RESPONSE: variable(
    'Nodes',
    size(1024, 256 * MIB),
    '10MiB',
    'Largest response body that an `http` node takes.',
  ),
  HTTP_NODE_MAX_REDIRECTS: variable('Nodes', integer(0, 50), '5', 'Redirects that an `http` node follows at most.'),
  CODE_NODE_THREADS: variable(
    'Nodes',
    integer(1, 64),
    '2',
    'Threads in which a worker runs the code of `code` nodes; further calls wait for one.',
  ),
  SUBFLOW_MAX_DEPTH: variable(
    'Nodes',
    integer(0, 1_000),
    '20',
    'How deep runs may be within runs; a `subflow` that would go deeper fails with `SUBFLOW_TOO_DEEP`.',
  ),
  MAP_SLICE_ITEMS: variable(
    'Nodes',
    integer(1, 1_000_000),
    '1000',
    'How many items of a `map` one run carries out; a map of more is cut into slices, each a run of its own on any worker.',
  ),
  MAP_MAX_ITEMS: variable(
    'Nodes',
    integer(1, 10_000_000),
    '1000000',
    'Items that a `map` goes over at most; one of more fails with `MAP_TOO_LARGE`.',
  ),
  NODE_MAX_OUTPUT: variable(
    'Nodes',
    size(1024, 256 * MIB),
    '10MiB',
    'Largest output of a node; a larger one fails it with `OUTPUT_TOO_LARGE`.',
  ),

  ENCRYPTION_KEYS: optional(
    'Encryption',
    encryptionKeys(),
    'Keys of masked outputs: the first encrypts, all decrypt. The same for all processes. Missing: flows with `mask` are refused. Lost keys are lost outputs.',
  ),

  LOG_LEVEL: variable(
    'Logs',
    oneOf('fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'),
    'info',
    'Least severe lines that are written.',
  ),
  LOG_PRETTY: variable(
    'Logs',
    boolean(),
    'false',
    'Lines for people instead of JSON. Only for development: it needs the package pino-pretty.',
  ),
  SHUTDOWN_GRACE: variable(
    'Processes',
    duration(0, HOUR),
    '20s',
    'Time that a process has, after SIGTERM, to finish what is under way.',
  ),
} as const;

/** Families of variables, by prefix; what follows the prefix is the name in expressions. */
export const PREFIXES = {
  FLOW_ENV_: 'Settings that flows read as `env.NAME`.',
  FLOW_SECRET_: 'Secrets that nodes with effects read as `secrets.NAME`; never stored, shown or logged.',
} as const;
