import type { LogLevel, LogMetadata } from '@temporalio/worker';

/** The part of pino that the SDK's runtime needs. */
export type RuntimeLogger = Record<
  'trace' | 'debug' | 'info' | 'warn' | 'error',
  (fields: object, message: string) => void
>;

const METHOD = { TRACE: 'trace', DEBUG: 'debug', INFO: 'info', WARN: 'warn', ERROR: 'error' } as const satisfies Record<
  LogLevel,
  keyof RuntimeLogger
>;

/**
 * Installs the SDK's native runtime, once in a process and before its first connection: its logs
 * go to `logger`, and no signal is its business, since the process has one owner of its shutdown.
 */
export async function installRuntime(logger: RuntimeLogger): Promise<void> {
  const { Runtime } = await import('@temporalio/worker');
  const write =
    (level: LogLevel) =>
    (message: string, meta?: LogMetadata): void =>
      logger[METHOD[level]]({ sdk: meta }, message);
  Runtime.install({
    shutdownSignals: [],
    telemetryOptions: { logging: { filter: { core: 'WARN', other: 'ERROR' }, forward: {} } },
    logger: {
      log: (level, message, meta) => write(level)(message, meta),
      trace: write('TRACE'),
      debug: write('DEBUG'),
      info: write('INFO'),
      warn: write('WARN'),
      error: write('ERROR'),
    },
  });
}
