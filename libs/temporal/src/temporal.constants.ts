/** The workflow type of a run: `runFlow(flowId, runId)`. */
export const RUN_WORKFLOW = 'runFlow';

/** The workflow type of a call of foreign code that is carried out beside its run: `runCall(runId, path, attempt)`. */
export const CALL_WORKFLOW = 'runCall';

/** The workflow type of a batch of express runs: `runExpress(batchId)`; its id is the batch's. */
export const EXPRESS_WORKFLOW = 'runExpress';

/** By what the id of a batch is told from that of a run's own workflow. */
export const BATCH_PREFIX = 'express-';

/** The signal that makes a run's workflow look at its inbox. */
export const WAKE_SIGNAL = 'wake';

/** The workflow id of a run: derived, so that starting it twice is one workflow. */
export const runWorkflowId = (runId: string): string => `run-${runId}`;
