import { Injectable } from '@nestjs/common';

/** Whether the process is on its way out: it is not ready any more, and what is held open on purpose is answered at once. */
@Injectable()
export class Closing {
  private readonly controller = new AbortController();

  /** Aborted once the process is on its way out. */
  get signal(): AbortSignal {
    return this.controller.signal;
  }

  /** The process is on its way out, for good. */
  begin(): void {
    this.controller.abort();
  }
}
