import type { AppConfig } from '@app/config';
import { Logger, type Params, PinoLogger } from 'nestjs-pino';
import { loggerParams } from './logger-params.js';

/** What Nest says of its own start, a line a module and a route: of use to who debugs Nest. */
const STARTUP = new Set<unknown>(['InstanceLoader', 'NestFactory', 'RouterExplorer', 'RoutesResolver']);

/** Nest's logger in front of pino, with Nest's own start at level `debug`. */
class ProcessLogger extends Logger {
  override log(message: unknown, ...rest: unknown[]): void {
    if (STARTUP.has(rest.at(-1))) this.debug(message, ...rest);
    else super.log(message, ...rest);
  }
}

/**
 * The logger to create an application with, so that nothing is held back while it starts; the same
 * pino as LoggingModule's.
 */
export function createLogger(config: AppConfig, service: 'api' | 'worker'): Logger {
  const params: Params = loggerParams(config, service);
  return new ProcessLogger(new PinoLogger(params), params);
}
