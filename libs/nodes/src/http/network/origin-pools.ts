import { LRUCache } from 'lru-cache';
import { Pool, type Dispatcher } from 'undici';
import type { HttpLimits } from '../http-options.js';
import { guardedConnector } from './guarded-connector.js';

/** No origin keeps a connection open for longer between two calls, whatever it promises. */
const KEEP_ALIVE_MAX_MS = 60_000;

/** Kept connections by origin, bounded in both directions, shared by all `http` nodes of a process. */
export class OriginPools {
  private readonly retiring = new Set<Pool>();
  private readonly pools: LRUCache<string, Pool>;
  private readonly options: Pool.Options;

  constructor(limits: HttpLimits) {
    this.pools = new LRUCache({ max: limits.maxOrigins, dispose: (pool) => this.retire(pool) });
    this.options = {
      connect: guardedConnector(limits),
      connections: limits.connectionsPerOrigin,
      keepAliveMaxTimeout: KEEP_ALIVE_MAX_MS,
      allowH2: false,
      // Time is the caller's: the signal ends every call.
      headersTimeout: 0,
      bodyTimeout: 0,
    };
  }

  /** The connections to an origin, such as `https://api.example.com:8443`. */
  of(origin: string): Dispatcher {
    const known = this.pools.get(origin);
    if (known !== undefined) return known;
    const pool = new Pool(origin, this.options);
    this.pools.set(origin, pool);
    return pool;
  }

  /** Breaks off all calls and closes all connections. */
  async close(): Promise<void> {
    const pools = [...this.pools.values(), ...this.retiring];
    this.pools.clear();
    await Promise.all(pools.map((pool) => pool.destroy()));
  }

  /** Lets the calls under way finish. */
  private retire(pool: Pool): void {
    this.retiring.add(pool);
    pool.close(() => this.retiring.delete(pool));
  }
}
