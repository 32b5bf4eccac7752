import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate, inflateRaw, zstdDecompress } from 'node:zlib';
import { NodeError } from '@app/engine';

type Decode = (body: Buffer, options: { maxOutputLength: number }) => Promise<Buffer>;

const [fromGzip, fromBrotli, fromZstd] = [promisify(gunzip), promisify(brotliDecompress), promisify(zstdDecompress)];
const [fromZlib, fromRaw] = [promisify(inflate), promisify(inflateRaw)];

const DECODERS: Readonly<Record<string, Decode>> = {
  gzip: (body, options) => fromGzip(body, options),
  'x-gzip': (body, options) => fromGzip(body, options),
  br: (body, options) => fromBrotli(body, options),
  zstd: (body, options) => fromZstd(body, options),
  // Some servers send deflate without the zlib header that RFC 9110 asks for.
  deflate: (body, options) => ((body[0] ?? 0) % 16 === 8 ? fromZlib(body, options) : fromRaw(body, options)),
};

const MAX_LAYERS = 3;

/**
 * A body without its content-encoding. No layer may grow past `maxBytes`, so a small response
 * cannot fill the memory.
 * @throws NodeError HTTP_RESPONSE_TOO_LARGE, HTTP_RESPONSE_INVALID
 */
export async function decodeContent(
  body: Buffer,
  contentEncoding: string | undefined,
  maxBytes: number,
): Promise<Buffer> {
  const layers = (contentEncoding ?? '')
    .toLowerCase()
    .split(',')
    .map((layer) => layer.trim())
    .filter((layer) => layer !== '' && layer !== 'identity');
  if (body.length === 0 || layers.length === 0) return body;
  if (layers.length > MAX_LAYERS)
    throw new NodeError('HTTP_RESPONSE_INVALID', `The body is encoded more than ${MAX_LAYERS} times.`);
  let decoded = body;
  for (const layer of layers.toReversed()) {
    const decode = Object.hasOwn(DECODERS, layer) ? DECODERS[layer] : undefined;
    if (decode === undefined)
      throw new NodeError('HTTP_RESPONSE_INVALID', 'The body has a content-encoding that is not known.');
    decoded = await decode(decoded, { maxOutputLength: maxBytes }).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ERR_BUFFER_TOO_LARGE')
        throw new NodeError('HTTP_RESPONSE_TOO_LARGE', `The body has more than ${maxBytes} bytes when decompressed.`);
      throw new NodeError('HTTP_RESPONSE_INVALID', `The body cannot be decompressed as ${layer}.`);
    });
  }
  return decoded;
}
