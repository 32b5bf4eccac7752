export { albumWorkflow, pictureWorkflow } from './child-workflows.workflow.ts';
export { articleWorkflow } from './human-in-the-loop.workflow.ts';
export { subscriptionWorkflow } from './long-running.workflow.ts';
export { tripWorkflow } from './saga.workflow.ts';
export { reportWorkflow } from './scheduled.workflow.ts';
export { cartWorkflow } from './signals-and-queries.workflow.ts';
export { reminderWorkflow } from './timers.workflow.ts';
