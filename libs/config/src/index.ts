export { AppConfig, type TemporalTls } from './app-config.js';
export { ConfigError, type ConfigProblem } from './config-error.js';
export { ConfigModule } from './config.module.js';
export type { Environment } from './environment.js';
export { loadConfig } from './load-config.js';
export { readConfig } from './read-config.js';
