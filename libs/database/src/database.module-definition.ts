import { ConfigurableModuleBuilder } from '@nestjs/common';
import type { EntityClasses } from './data-source.js';
import type { DatabaseSettings } from './database-settings.js';

/** What an application says to DatabaseModule. */
export interface DatabaseModuleOptions {
  readonly settings: DatabaseSettings;
  /** The features' entities, listed. */
  readonly entities: EntityClasses;
  /** What PostgreSQL shows of the connections: `millrace-api`. */
  readonly applicationName: string;
  /** Bring the schema up to date before anything else. */
  readonly migrateOnStart: boolean;
}

export const { ConfigurableModuleClass, MODULE_OPTIONS_TOKEN: DATABASE_OPTIONS } =
  new ConfigurableModuleBuilder<DatabaseModuleOptions>().setClassMethodName('forRoot').build();
