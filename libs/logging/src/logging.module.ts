import type { AppConfig } from '@app/config';
import { type DynamicModule, Module } from '@nestjs/common';
import { LoggerModule } from 'nestjs-pino';
import type { DestinationStream } from 'pino';
import { loggerParams } from './logger-params.js';

/** The logs of a process: JSON lines on stdout, secrets taken out, the request's id on all that a request writes. */
@Module({})
export class LoggingModule {
  /**
   * @param service the process's name in its lines
   * @param destination where the lines go; stdout where it is missing
   */
  static forRoot(config: AppConfig, service: 'api' | 'worker', destination?: DestinationStream): DynamicModule {
    return { module: LoggingModule, imports: [LoggerModule.forRoot(loggerParams(config, service, destination))] };
  }
}
