export { advance, initialState } from './core/advance.js';
export type { Command, OutputSource } from './core/command.js';
export type { CoreEvent } from './core/event.js';
export { outstanding, type Outstanding, type RunningNode } from './core/outstanding.js';
export { type NodeState, type NodeStatus, type RunError, type RunState, type ScopeState } from './core/state.js';
export { STATE_VERSION, type StoredState } from './core/stored-state.js';
export { packState, unpackState } from './core/state-format.js';
export { advanceRun } from './driver/advance-run.js';
export { attemptKey } from './driver/effects.js';
export { executeNode, type NodePorts } from './driver/execute-node.js';
export type { Call, ChildRequest, Effect, EffectCall, Executor, LogLine, Outcome } from './driver/executor.js';
export { EVENTS_PAGE } from './driver/outside.js';
export type {
  ApprovalDecided,
  ApprovalTask,
  ChildEnded,
  EventMessage,
  NewChild,
  OutsideWrite,
} from './driver/outside.js';
export { maskedError } from './driver/mask.js';
export type { NewSlice, SliceContext, SliceEnded, SliceFacts } from './driver/slice.js';
export { NodeError, type NodeErrorOptions } from './driver/node-error.js';
export type {
  AdvanceLimits,
  Clock,
  DriverPorts,
  FlowSource,
  InboxWatch,
  PlanSource,
  ResolvedFlow,
  SlicePorts,
} from './driver/ports.js';
export { errorView } from './driver/run-memory.js';
export { viewOf } from './driver/recall.js';
export {
  EpochLostError,
  LARGE_OUTPUT_BYTES,
  UnstorableError,
  type InboxMessage,
  type NodeCall,
  type NodeCallStore,
  type NodeResult,
  type RunEvent,
  type RunFacts,
  type RunStore,
  type RunWrite,
  type StepResult,
  type StepWrite,
  type TakenRun,
} from './driver/store.js';
export type {
  ActivityWait,
  Advanced,
  BatchAdvanced,
  CallEnded,
  CallReport,
  CallRequest,
  CallWait,
  LostActivity,
  RunOutcome,
  ShellActivities,
  ShellCalls,
} from './workflows/shell.types.js';
export { callWorkflowId } from './workflows/call-id.js';
