import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Answers `/N` with a text of N bytes, and `/hop/N` with a redirect to `/hop/N-1`. */
export async function sizedTarget(): Promise<{ url: string; close(): void }> {
  const server = createServer(({ url = '/0' }, response) => {
    const [, hops] = /^\/hop\/(\d+)$/.exec(url) ?? [];
    if (hops !== undefined && hops !== '0') {
      response.writeHead(302, { location: `/hop/${Number(hops) - 1}` }).end();
      return;
    }
    response.writeHead(200, { 'content-type': 'text/plain' });
    response.end('x'.repeat(hops === undefined ? Number(url.slice(1)) : 1));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
