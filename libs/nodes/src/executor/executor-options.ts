import type { CodeOptions } from '../code/code-options.js';
import type { HttpOptions } from '../http/http-options.js';

/** What carrying nodes out needs from outside. */
export interface ExecutorOptions {
  readonly http?: HttpOptions;
  readonly code?: CodeOptions;
  /** The task queue of Millrace's own workers: flows may not call what is on it. */
  readonly ownTaskQueue?: string;
  /** `secrets.NAME` of the flow language, by name. */
  readonly secrets?: { readonly [name: string]: string };
  /** Items that a map may go over; past it it fails with MAP_TOO_LARGE. Default: 1,000,000. */
  readonly maxMapItems?: number;
  /** Bytes of JSON that a node's output may have; past it the node fails with OUTPUT_TOO_LARGE. Default: 10 MiB. */
  readonly maxOutputBytes?: number;
}
