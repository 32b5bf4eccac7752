export { AppError, type AppErrorOptions, type ErrorDetail } from './app-error.js';
export { ERRORS, type ErrorCode, type ErrorEntry } from './registry.js';
