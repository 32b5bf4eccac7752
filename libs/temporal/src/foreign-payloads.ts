import { METADATA_ENCODING_KEY, type Payload, type PayloadCodec } from '@temporalio/common';

/** What the SDK's converter reads. It throws at anything else, in workflow code for ever. */
const KNOWN = new Set(['binary/null', 'binary/plain', 'json/plain']);

/**
 * Makes whatever foreign workers send readable: JSON that stands for a protobuf message is JSON, and
 * anything else that the converter does not know is bytes. What is sent goes out as it is.
 */
export const foreignPayloads: PayloadCodec = {
  encode: (payloads) => Promise.resolve(payloads),
  decode: (payloads) => Promise.resolve(payloads.map(readable)),
};

function readable(payload: Payload): Payload {
  const encoding = Buffer.from(payload.metadata?.[METADATA_ENCODING_KEY] ?? []).toString();
  if (KNOWN.has(encoding)) return payload;
  const as = Buffer.from(encoding === 'json/protobuf' ? 'json/plain' : 'binary/plain');
  return { ...payload, metadata: { ...payload.metadata, [METADATA_ENCODING_KEY]: as } };
}
