import type { OnApplicationShutdown } from '@nestjs/common';
import type { createExecutor } from '@app/nodes';

/** The registry of node types as an executor, with what it holds open; closed with the process. */
export class NodeExecutor implements OnApplicationShutdown {
  constructor(readonly executor: ReturnType<typeof createExecutor>) {}

  async onApplicationShutdown(): Promise<void> {
    await this.executor.close();
  }
}
