import { connect } from 'node:net';

/** Sends bytes as they are (text as latin1), and reads until the server closes the connection. */
export async function sendRaw(url: string, ...parts: readonly (string | Buffer)[]): Promise<string> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname, () => {
    for (const part of parts) socket.write(typeof part === 'string' ? Buffer.from(part, 'latin1') : part);
  });
  return (await socket.setEncoding('utf8').toArray()).join('');
}
