import type { NodeTypeSpec } from '@app/definition';
import type { ExecutorOptions } from './executor/executor-options.js';
import type { NodeExecutor } from './executor/node-executor.js';

/** One row of the registry: what the language knows of a type, and what carries its nodes out. */
export interface NodeType {
  readonly spec: NodeTypeSpec;
  create(options: ExecutorOptions): NodeExecutor;
}
