import { type BeforeApplicationShutdown, Injectable } from '@nestjs/common';

/** Says when the process has begun to shut down, so that what is held open on purpose is answered at once. */
@Injectable()
export class Closing implements BeforeApplicationShutdown {
  private readonly controller = new AbortController();

  /** Aborted when the shutdown begins. */
  get signal(): AbortSignal {
    return this.controller.signal;
  }

  beforeApplicationShutdown(): void {
    this.controller.abort();
  }
}
