import { Module } from '@nestjs/common';
import { TerminusModule } from '@nestjs/terminus';
import { RunWaker } from './run-waker.js';
import { TemporalClient } from './temporal-client.js';
import { TemporalHealthIndicator } from './temporal.health.js';
import { ConfigurableModuleClass, MODULE_OPTIONS_TOKEN } from './temporal.module-definition.js';

/** The connection to Temporal: made on first use, closed on shutdown. Register it once, in the app's root. */
@Module({
  imports: [TerminusModule],
  providers: [TemporalClient, TemporalHealthIndicator, RunWaker],
  exports: [TemporalClient, TemporalHealthIndicator, RunWaker, MODULE_OPTIONS_TOKEN],
})
export class TemporalModule extends ConfigurableModuleClass {}
