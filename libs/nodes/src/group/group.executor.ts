import type { ContainerExecutor } from '../executor/node-executor.js';

/** A group opens, whatever its data is; it has one instance. */
export const groupExecutor: ContainerExecutor = { kind: 'container', open: () => null, goesOn: () => false };
