import type { IncomingHttpHeaders } from 'node:http';
import type { Dispatcher } from 'undici';

/** A response with its body as it came, at most as much as was asked for. */
export interface RawResponse {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  /** Whether the body was longer, and the rest was not read. */
  readonly isCut: boolean;
}

const NO_MORE = new Error('The rest of the response is not needed.');

/** Reads one response up to a number of bytes; what would come after is cut off with its connection. */
export class ResponseCollector implements Dispatcher.DispatchHandler {
  private status = 0;
  private headers: IncomingHttpHeaders = {};
  private readonly chunks: Buffer[] = [];
  private length = 0;
  private controller: Dispatcher.DispatchController | null = null;
  private aborted: Error | null = null;

  constructor(
    private readonly maxBytes: number,
    private readonly done: (response: RawResponse) => void,
    private readonly failed: (error: Error) => void,
  ) {}

  /** Breaks the call off, or, where it waits for a connection, keeps it from being sent. */
  abort(reason: Error): void {
    this.aborted = reason;
    this.controller?.abort(reason);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.controller = controller;
    if (this.aborted !== null) controller.abort(this.aborted);
  }

  onResponseStart(_controller: Dispatcher.DispatchController, status: number, headers: IncomingHttpHeaders): void {
    this.status = status;
    this.headers = headers;
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    const room = this.maxBytes - this.length;
    this.chunks.push(chunk.length > room ? chunk.subarray(0, room) : chunk);
    this.length += Math.min(chunk.length, room);
    if (chunk.length <= room) return;
    this.finish(true);
    controller.abort(NO_MORE);
  }

  onResponseEnd(): void {
    this.finish(false);
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.failed(error);
  }

  private finish(isCut: boolean): void {
    const [first] = this.chunks;
    const body = this.chunks.length === 1 && first !== undefined ? first : Buffer.concat(this.chunks);
    this.done({ status: this.status, headers: this.headers, body, isCut });
  }
}
