import { request } from 'undici';

/** The work of one computing node. */
export async function compute(value: number): Promise<number> {
  return value + 1;
}

/** The work of one `http` node: the call, and its answer read as JSON. */
export async function call(url: string): Promise<number> {
  const { statusCode, body } = await request(url);
  await body.json();
  return statusCode;
}
