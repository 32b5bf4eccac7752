import type { Json } from '@app/definition';

/** How one execution of a node ends, instead of what it would really do. */
export interface Mock {
  /** What it gives; default null. Of a `wait`: the event's payload. */
  readonly output?: Json;
  /** It fails, with this. */
  readonly error?: {
    readonly code: string;
    readonly message?: string;
    readonly retryable?: boolean;
    readonly details?: Json;
  };
  /** The handle that it chooses; default: all success handles; of an `approval` and a `wait` the first. */
  readonly handle?: string;
  /** Virtual milliseconds that it takes. */
  readonly delayMs?: number;
}

/** Mocks by path (`orders[2].charge`) or node id; of a list each execution takes the next, and then the last again. */
export type Mocks = Readonly<Record<string, Mock | readonly Mock[]>>;

/** Hands out mocks, in the order in which nodes are executed. */
export class MockBook {
  private readonly used = new Map<string, number>();

  constructor(private readonly mocks: Mocks) {}

  /** The next mock of the node at this path; undefined: it is not mocked. A path goes before an id. */
  next(path: string, id: string): Mock | undefined {
    const key = [path, id].find((name) => Object.hasOwn(this.mocks, name));
    if (key === undefined) return undefined;
    const given = this.mocks[key] as Mock | readonly Mock[];
    const list = isList(given) ? given : [given];
    const turn = this.used.get(key) ?? 0;
    this.used.set(key, turn + 1);
    return list[Math.min(turn, list.length - 1)];
  }
}

const isList = (given: Mock | readonly Mock[]): given is readonly Mock[] => Array.isArray(given);
