export { RunWaker } from './run-waker.js';
export { installRuntime, type RuntimeLogger } from './runtime.js';
export { TemporalClient } from './temporal-client.js';
export {
  BATCH_PREFIX,
  CALL_WORKFLOW,
  EXPRESS_WORKFLOW,
  RUN_WORKFLOW,
  runWorkflowId,
  WAKE_SIGNAL,
} from './temporal.constants.js';
export { InjectTemporalOptions } from './temporal.decorators.js';
export { TemporalHealthIndicator } from './temporal.health.js';
export { TemporalModule } from './temporal.module.js';
export type { TemporalOptions, TemporalTlsOptions } from './temporal.options.js';
export { connectNative, createRunWorker, type RunWorkerOptions, type WorkflowCode } from './worker-factory.js';
