import type { ApiClient } from '@app/testing';
import { beforeAll, describe, expect, it } from 'vitest';
import { useApi } from './use-api.js';

describe('the documentation that the API serves', () => {
  const started = useApi();
  let api: ApiClient;
  beforeAll(() => (api = started()));

  it('is OpenAPI 3.1 of every route, each with an id, a success and its errors', async () => {
    const { status, headers, body } = await api.get('/openapi.json');
    expect(status).toBe(200);
    expect(headers.get('content-type')).toContain('application/json');
    const document = body as unknown as {
      openapi: string;
      paths: Record<string, Record<string, { operationId: string; responses: object }>>;
    };
    expect(document.openapi).toMatch(/^3\.1\./);
    const operations = Object.values(document.paths).flatMap((path) => Object.values(path));
    expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(operations.length);
    for (const { responses } of operations) {
      expect(Object.keys(responses).some((code) => code.startsWith('2'))).toBe(true);
      expect(Object.keys(responses)).toContain('500');
    }
  });

  it('is a page that loads nothing from outside', async () => {
    expect(await api.get(`${api.url}/docs`)).toMatchObject({ status: 301 });
    const page = await api.get(`${api.url}/docs/`);
    expect(page.status).toBe(200);
    const html = page.body as unknown as string;
    expect(html).not.toMatch(/https?:\/\//);
    const policy = page.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toMatch(/https?:|unsafe-eval|script-src[^;]*unsafe-inline|\*/);
    const script = await api.get(`${api.url}/docs/js/scalar.js`);
    expect(script.status).toBe(200);
    expect(script.headers.get('content-type')).toContain('javascript');
  });
});
