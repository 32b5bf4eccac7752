const FRACTIONS = (root: number) => (prime: number) => (prime ** (1 / root) % 1) * 2 ** 32;

/** The first so many primes. */
function primes(count: number): number[] {
  const found: number[] = [];
  for (let n = 2; found.length < count; n++) if (found.every((prime) => n % prime !== 0)) found.push(n);
  return found;
}

const K = Uint32Array.from(primes(64), FRACTIONS(3));
const START = Uint32Array.from(primes(8), FRACTIONS(2));

const rotate = (x: number, by: number): number => (x >>> by) | (x << (32 - by));

/** SHA-256 (FIPS 180-4) of a text in UTF-8, in hex. Plain JavaScript, so that it is the same in a browser, and synchronous. */
export function sha256(text: string): string {
  const bytes = new TextEncoder().encode(text);
  const length = ((bytes.length + 8) >> 6) + 1;
  const padded = new DataView(new ArrayBuffer(length * 64));
  new Uint8Array(padded.buffer).set(bytes);
  padded.setUint8(bytes.length, 0x80);
  padded.setUint32(length * 64 - 8, Math.floor(bytes.length / 2 ** 29));
  padded.setUint32(length * 64 - 4, bytes.length << 3);
  const hash = START.slice();
  const words = new Uint32Array(64);
  for (let block = 0; block < length; block++) compress(hash, words, padded, block * 64);
  return Array.from(hash, (word) => word.toString(16).padStart(8, '0')).join('');
}

function compress(hash: Uint32Array, words: Uint32Array, input: DataView, offset: number): void {
  for (let t = 0; t < 16; t++) words[t] = input.getUint32(offset + t * 4);
  for (let t = 16; t < 64; t++) {
    const [x, y] = [words[t - 15] as number, words[t - 2] as number];
    const s0 = rotate(x, 7) ^ rotate(x, 18) ^ (x >>> 3);
    const s1 = rotate(y, 17) ^ rotate(y, 19) ^ (y >>> 10);
    words[t] = (words[t - 16] as number) + s0 + (words[t - 7] as number) + s1;
  }
  let [a, b, c, d, e, f, g, h] = hash as unknown as [number, number, number, number, number, number, number, number];
  for (let t = 0; t < 64; t++) {
    const s1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25);
    const t1 = (h + s1 + ((e & f) ^ (~e & g)) + (K[t] as number) + (words[t] as number)) | 0;
    const s0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22);
    const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + t1) | 0, c, b, a, (t1 + t2) | 0];
  }
  [a, b, c, d, e, f, g, h].forEach((value, at) => (hash[at] = (hash[at] as number) + value));
}
