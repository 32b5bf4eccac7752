import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A call that arrived. */
export interface Call {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly method: string;
  /** The header `Idempotency-Key`. */
  readonly key: string | null;
  /** What the answer's body holds, and no other answer's. */
  readonly token: string;
}

/** The oracle: a server outside of the product that remembers every call. */
export interface Target {
  readonly url: string;
  /** By `RUN/PATH`. */
  readonly calls: ReadonlyMap<string, readonly Call[]>;
  close(): void;
}

/**
 * Answers `/RUN/PATH` with a token of that very call, after `?ms=` milliseconds, with `?status=`; the first `?refuse=`
 * calls of a path are answered 503.
 */
export async function startTarget(): Promise<Target> {
  const calls = new Map<string, Call[]>();
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
    const on = pathname.slice(1);
    const seen = calls.get(on) ?? [];
    calls.set(on, seen);
    const token = `${on}#${seen.length + 1}`;
    const key = request.headers['idempotency-key'];
    seen.push({ at: Date.now(), method: request.method ?? '', key: typeof key === 'string' ? key : null, token });
    const refused = seen.length <= Number(searchParams.get('refuse') ?? 0);
    const status = refused ? 503 : Number(searchParams.get('status') ?? 200);
    request.resume();
    setTimeout(
      () => response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify({ token })),
      Number(searchParams.get('ms') ?? 0),
    );
  });
  // A worker that was stopped for a while must not find its connection closed for having been silent.
  server.keepAliveTimeout = 300_000;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
