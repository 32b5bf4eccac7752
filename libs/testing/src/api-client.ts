/** An answer of the API, read whole. */
export interface ApiAnswer<Body = ApiBody> {
  readonly status: number;
  readonly headers: Headers;
  /** The parsed JSON; null for an empty body, the text for another media type. */
  readonly body: Body;
}

/** The envelope, loosely: a test says what it expects of it. */
export interface ApiBody {
  // oxlint-disable-next-line typescript/no-explicit-any -- what a test reads of an answer is for the test to say
  data: any;
  // oxlint-disable-next-line typescript/no-explicit-any -- as above
  meta: any;
  error: { code: string; message: string; details: { path?: string; message?: string; [key: string]: unknown }[] };
}

/** What a request may carry besides its path. */
export interface ApiRequest {
  /** Sent as JSON; a string or bytes as they are. */
  body?: unknown;
  headers?: Record<string, string>;
  query?: Record<string, string | number>;
  /** Milliseconds; default 30,000. */
  timeout?: number;
}

/** Talks to a running API as a client would; no status throws. */
export class ApiClient {
  constructor(readonly url: string) {}

  get = (path: string, request?: ApiRequest) => this.send('GET', path, request);
  post = (path: string, body?: unknown, request?: ApiRequest) => this.send('POST', path, { body, ...request });
  put = (path: string, body?: unknown, request?: ApiRequest) => this.send('PUT', path, { body, ...request });
  patch = (path: string, body?: unknown, request?: ApiRequest) => this.send('PATCH', path, { body, ...request });
  delete = (path: string, request?: ApiRequest) => this.send('DELETE', path, request);

  /** Sends any request. The path stands below `/api/v1`, unless it is a whole URL. */
  async send(method: string, path: string, request: ApiRequest = {}): Promise<ApiAnswer> {
    const { body, headers = {}, query = {}, timeout = 30_000 } = request;
    const url = new URL(path.startsWith('http') ? path : `${this.url}/api/v1${path}`);
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, String(value));
    const raw = typeof body === 'string' || body instanceof Uint8Array;
    const json = body === undefined || raw ? {} : { 'content-type': 'application/json' };
    const response = await fetch(url, {
      method,
      headers: { ...json, ...headers },
      signal: AbortSignal.timeout(timeout),
      redirect: 'manual',
      ...(body === undefined ? {} : { body: raw ? (body as string | Uint8Array<ArrayBuffer>) : JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json') ?? false;
    return {
      status: response.status,
      headers: response.headers,
      body: (text === '' ? null : isJson ? JSON.parse(text) : text) as ApiBody,
    };
  }
}
