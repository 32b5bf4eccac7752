export { createExecutor } from './executor/create-executor.js';
export type { ExecutorOptions } from './executor/executor-options.js';
export type { HttpOptions, ResolvedAddress } from './http/http-options.js';
export { nodeTypes } from './registry.js';
export { MAX_ARGUMENTS_BYTES } from './activity/call-fields.js';
export { MAX_DELAY_MS } from './delay/delay-time.js';
