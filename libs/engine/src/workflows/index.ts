// The entry of the workflow bundle: what is exported here is a workflow type.
export { runCall } from './run-call.js';
export { runExpress } from './run-express.js';
export { runFlow } from './run-flow.js';
