import { describe, expect, it } from 'vitest';
import { httpNodes } from '../../test/http-node.js';
import { aServer } from '../../test/http-server.js';
import type { ResolvedAddress } from './http-options.js';

const blocked = { code: 'HTTP_BLOCKED_ADDRESS', retryable: false };
const guarded = (answers: Record<string, readonly ResolvedAddress[]> = {}) =>
  httpNodes({
    http: { allowPrivateAddresses: false, resolve: (hostname) => Promise.resolve(answers[hostname] ?? []) },
  });

/** 127.0.0.1 stands for the public internet; every name has the same answers. */
const onlyHome = (answers: readonly string[]) =>
  httpNodes({
    http: {
      allowPrivateAddresses: false,
      isAllowedAddress: (address) => address === '127.0.0.1',
      resolve: () => Promise.resolve(answers.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))),
    },
  });

describe('the guard of addresses', () => {
  it.each([
    '127.0.0.1',
    '127.1',
    '127.0.1',
    '2130706433',
    '0x7f000001',
    '0x7f.1',
    '0177.0.0.1',
    '017700000001',
    '0x7f.0x0.0x0.0x1',
    '127.0.0.1.',
    '%31%32%37.0.0.1',
    '１２７.０.０.１',
    '①②⑦.⓪.⓪.①',
    '127。0。0。1',
    '0',
    '0.0.0.0',
    '[::1]',
    '[0:0:0:0:0:0:0:1]',
    '[::]',
    '[::127.0.0.1]',
    '[::ffff:127.0.0.1]',
    '[::ffff:7f00:1]',
    '[64:ff9b::7f00:1]',
    '[2002:7f00:1::]',
    '[fe80::1]',
    '[fd00:ec2::254]',
    '169.254.169.254',
    '0xa9fea9fe',
    '2852039166',
    '10.0.0.1',
    '192.168.0.1',
    '172.16.0.1',
    '100.64.0.1',
    '224.0.0.1',
    '168.63.129.16',
  ])('refuses the address spelled %s', async (host) => {
    const server = await aServer((_request, response) => response.end());
    expect(await guarded().failure({ url: `http://${host}:${server.port}/` })).toMatchObject(blocked);
    expect(server.sockets.size).toBe(0);
  });

  it.each([
    '[fe80::1%25eth0]',
    '[fe80::1%eth0]',
    'user@127.0.0.1',
    'good.example@127.0.0.1',
    'good.example%40127.0.0.1',
    '127.0.0.256',
    '0x100000000',
  ])('refuses the URL with the host %s', async (host) => {
    expect(await guarded().failure({ url: `http://${host}/` })).toMatchObject({ code: 'NODE_DATA_INVALID' });
  });

  it('refuses a name that resolves to a loopback address, with the system resolver too', async () => {
    const server = await aServer((_request, response) => response.end());
    const nodes = httpNodes({ http: { allowPrivateAddresses: false } });
    for (const host of ['localhost', 'LOCALHOST'])
      expect(await nodes.failure({ url: `http://${host}:${server.port}/` })).toMatchObject(blocked);
  });

  it.each(['127.0.0.1', '169.254.169.254', '10.1.2.3', '::1', '::ffff:10.0.0.1', 'fe80::1%lo'])(
    'refuses a name that resolves to %s',
    async (address) => {
      const nodes = guarded({ 'evil.example': [{ address, family: address.includes(':') ? 6 : 4 }] });
      expect(await nodes.failure({ url: 'http://evil.example/' })).toMatchObject(blocked);
    },
  );

  it('connects to none but the good addresses of a name that has good and bad ones', async () => {
    const server = await aServer((_request, response) => response.end('x'));
    const nodes = onlyHome(['127.0.0.2', '127.0.0.1', '::1']);
    expect(await nodes.call({ url: `http://mixed.example:${server.port}/` })).toMatchObject({ status: 200 });
    expect([...server.sockets].map((socket) => socket.localAddress)).toEqual(['127.0.0.1']);
  });

  it('asks for the name once for a connection, so that a second answer cannot lead elsewhere', async () => {
    const server = await aServer((_request, response) => response.end('x'));
    let asked = 0;
    const resolve = (): Promise<ResolvedAddress[]> =>
      Promise.resolve([{ address: asked++ === 0 ? '127.0.0.1' : '127.0.0.2', family: 4 }]);
    const nodes = httpNodes({ http: { resolve } });
    expect(await nodes.call({ url: `http://rebind.example:${server.port}/` })).toMatchObject({ status: 200 });
    expect(asked).toBe(1);
  });

  it.each(['127.0.0.2', '0x7f.2', '[::ffff:127.0.0.2]', 'elsewhere.example'])(
    'checks every redirect: one to %s is refused',
    async (host) => {
      const front = await aServer((_request, response) =>
        response.writeHead(302, { location: `http://${host}:${front.port}/internal` }).end(),
      );
      expect(await onlyHome(['127.0.0.2']).failure({ url: front.url })).toMatchObject(blocked);
      expect(front.requests).toMatchObject([{ url: '/' }]);
    },
  );

  it('lets private addresses be called where that is allowed', async () => {
    const server = await aServer((_request, response) => response.end('x'));
    expect(await httpNodes().call({ url: `http://localhost:${server.port}/` })).toMatchObject({ status: 200 });
  });
});
