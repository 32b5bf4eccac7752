import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

/** A server that counts the calls of each path, and answers after as many milliseconds as `?ms` says. */
export async function aCountingServer(): Promise<{
  url: string;
  calls: ReadonlyMap<string, number>;
  gone: () => number;
}> {
  const calls = new Map<string, number>();
  let gone = 0;
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
    calls.set(pathname, (calls.get(pathname) ?? 0) + 1);
    const timer = setTimeout(() => response.end('{"ok":true}'), Number(searchParams.get('ms') ?? 0));
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
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, calls, gone: () => gone };
}
