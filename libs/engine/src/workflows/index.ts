// The entry of the workflow bundle: what is exported here is a workflow type.
export { runFlow } from './run-flow.js';
