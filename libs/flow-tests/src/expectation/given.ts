import type { Json } from '@app/definition';

/** What a test was run with. */
export interface Given {
  readonly input: Json;
  readonly env: Readonly<Record<string, string>>;
  /** When the run started, milliseconds since the epoch. */
  readonly startAt: number;
  /** When the real time of the test is over. */
  readonly endsAt: number;
}
