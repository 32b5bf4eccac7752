import type { OpenAPIObject } from '@nestjs/swagger';
import { createConfig, lintFromString } from '@redocly/openapi-core';
import { fileURLToPath } from 'node:url';
import { format } from 'prettier';
import { beforeAll, describe, expect, it } from 'vitest';
import { apiReference } from './api-reference.js';
import { previewDocument } from './preview-document.js';

const REFERENCE = fileURLToPath(new URL('../../../docs/reference/api.md', import.meta.url));

describe('the OpenAPI document', () => {
  let document: OpenAPIObject;
  beforeAll(async () => {
    document = await previewDocument();
  });

  it('lints clean under the strict rules', async () => {
    const config = await createConfig({ extends: ['recommended-strict'] });
    const problems = await lintFromString({ source: JSON.stringify(document), absoluteRef: '/openapi.json', config });
    expect(problems.map(({ ruleId, message, location }) => `${ruleId}: ${message} ${location[0]?.pointer}`)).toEqual(
      [],
    );
  });

  it('says of every response that it carries the request id', () => {
    const operations = Object.values(document.paths).flatMap((path) => Object.values(path) as { responses: object }[]);
    const responses = operations.flatMap(({ responses }) => Object.values(responses) as { headers?: object }[]);
    expect(responses.length).toBeGreaterThan(50);
    for (const { headers } of responses) expect(headers).toHaveProperty('x-request-id');
  });

  it('links to operations that are there, by parameters that they take', () => {
    interface Operation {
      operationId: string;
      parameters?: { name: string }[];
      responses: Record<string, { links?: Record<string, { operationId: string; parameters: object }> }>;
    }
    const operations = Object.values(document.paths).flatMap((path) => Object.values(path) as Operation[]);
    const links = operations
      .flatMap(({ responses }) => Object.values(responses))
      .flatMap((response) => Object.values(response.links ?? {}));
    expect(links.length).toBeGreaterThan(10);
    for (const { operationId, parameters } of links) {
      const target = operations.find((operation) => operation.operationId === operationId);
      expect(target?.parameters?.map(({ name }) => name)).toEqual(expect.arrayContaining(Object.keys(parameters)));
    }
  });

  it('takes no field in a body that it does not name', () => {
    const schemas = (document.components?.schemas ?? {}) as Record<string, { additionalProperties?: unknown }>;
    const flows = [
      'CreateFlow',
      'ReplaceFlow',
      'UpdateFlow',
      'PublishFlow',
      'DuplicateFlow',
      'RestoreFlowVersion',
      'ImportFlows',
    ];
    const bodies = [...flows, 'ValidateDefinition', 'StartRun', 'SendEvent', 'Vote'];
    for (const name of bodies) expect(schemas[name]?.additionalProperties).toBe(false);
  });

  // `vitest -u` writes it anew.
  it('is docs/reference/api.md', async () => {
    const text = await format(apiReference(document), { parser: 'markdown' });
    await expect(text).toMatchFileSnapshot(REFERENCE);
  });
});
