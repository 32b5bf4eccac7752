import { defaultPayloadConverter, type Payload } from '@temporalio/common';
import { describe, expect, it } from 'vitest';
import { foreignPayloads } from './foreign-payloads.js';

const aPayload = (encoding: string, data: string): Payload => ({
  metadata: { encoding: Buffer.from(encoding), messageType: Buffer.from('shop.Order') },
  data: Buffer.from(data),
});

const read = async (payload: Payload): Promise<unknown> => {
  const [decoded] = await foreignPayloads.decode([payload]);
  return defaultPayloadConverter.fromPayload(decoded as Payload);
};

describe('payloads of foreign workers', () => {
  it('are read as they are where the converter knows them', async () => {
    for (const value of [undefined, null, { a: [1] }, new Uint8Array([1])]) {
      const payload = defaultPayloadConverter.toPayload(value);
      expect(await foreignPayloads.decode([payload])).toEqual([payload]);
      expect(await read(payload)).toEqual(value);
    }
  });

  it('are JSON where they are the JSON of a protobuf message', async () => {
    expect(await read(aPayload('json/protobuf', '{"id":"7"}'))).toEqual({ id: '7' });
  });

  it.each([aPayload('binary/protobuf', 'x'), aPayload('binary/encrypted', 'x'), { data: Buffer.from('x') }])(
    'are bytes where nobody here can read them',
    async (payload) => {
      expect(await read(payload)).toEqual(new Uint8Array([120]));
    },
  );

  it('go out as they are', async () => {
    const payload = aPayload('json/plain', '1');
    expect(await foreignPayloads.encode([payload])).toEqual([payload]);
  });
});
