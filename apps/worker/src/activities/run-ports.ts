import type { DriverPorts, NodePorts } from '@app/engine';

/** What the interpreter runs on in this process. */
export class RunPorts {
  constructor(
    readonly driver: DriverPorts,
    readonly node: NodePorts,
  ) {}
}
