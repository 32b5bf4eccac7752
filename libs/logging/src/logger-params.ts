import type { AppConfig } from '@app/config';
import type { Params } from 'nestjs-pino';
import { type DestinationStream, stdTimeFunctions } from 'pino';
import type { Options } from 'pino-http';
import { createScrubber } from './redaction.js';

/**
 * nestjs-pino's parameters: JSON lines with a level's name, ISO time and the process's name, secrets taken out.
 * @param destination where the lines go; stdout where it is missing
 */
export function loggerParams(config: AppConfig, service: 'api' | 'worker', destination?: DestinationStream): Params {
  const options: Options = {
    level: config.log.level,
    base: { service, pid: process.pid },
    timestamp: stdTimeFunctions.isoTime,
    formatters: { level: (level) => ({ level }) },
    hooks: { streamWrite: createScrubber(config) },
    ...(config.log.pretty ? { transport: { target: 'pino-pretty', options: { singleLine: true } } } : {}),
  };
  // Its middleware would see only what lies under the global prefix; `logRequests` sees every request.
  return { pinoHttp: destination === undefined ? options : [options, destination], forRoutes: [] };
}
