export { Logger, PinoLogger } from 'nestjs-pino';
export { LoggingModule } from './logging.module.js';
export { createLogger } from './process-logger.js';
export { createScrubber, REDACTED, REDACTED_FIELDS } from './redaction.js';
export { logRequests } from './request-line.js';
