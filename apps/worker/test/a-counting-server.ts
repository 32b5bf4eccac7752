import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

/** A server that counts the calls of each path. */
export interface CountingServer {
  readonly url: string;
  readonly calls: ReadonlyMap<string, number>;
  /** How many callers went away without their answer. */
  gone(): number;
  /** From now on, calls of the path have no answer until they are let go. @returns what lets them go, and all later ones */
  hold(path: string): () => void;
}

/**
 * A server that counts the calls of each path, and answers after as many milliseconds as `?ms` says; the
 * first `?fails` of a path (default: all) with `?status`, where that is given.
 */
export async function aCountingServer(): Promise<CountingServer> {
  const calls = new Map<string, number>();
  const held = new Map<string, Promise<void>>();
  let gone = 0;
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
    const count = (calls.get(pathname) ?? 0) + 1;
    calls.set(pathname, count);
    const status = searchParams.get('status');
    if (status !== null && count <= Number(searchParams.get('fails') ?? Infinity)) response.statusCode = Number(status);
    const answer = async (): Promise<void> => {
      await held.get(pathname);
      response.end('{"ok":true}');
    };
    const timer = setTimeout(() => void answer(), Number(searchParams.get('ms') ?? 0));
    response.setHeader('content-type', 'application/json').on('close', () => {
      if (!response.writableFinished) gone += 1;
      clearTimeout(timer);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const hold = (path: string): (() => void) => {
    const { promise, resolve } = Promise.withResolvers<void>();
    held.set(path, promise);
    return () => {
      held.delete(path);
      resolve();
    };
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, calls, gone: () => gone, hold };
}
