import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';

const REF = '#/components/schemas/';

/** The schemas that a value refers to, directly. */
function refsIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === '$ref' && typeof inner === 'string' && inner.startsWith(REF) ? [inner.slice(REF.length)] : refsIn(inner),
  );
}

/** Bodies take no field that is not named; the pipe refuses it, so the schema says so. */
function closeBodies(document: OpenAPIObject): void {
  const bodies = Object.values(document.paths).flatMap((path) =>
    Object.values(path).map((operation: { requestBody?: unknown }) => operation.requestBody),
  );
  for (const name of refsIn(bodies)) {
    const schema = document.components?.schemas?.[name];
    if (schema !== undefined && !('$ref' in schema)) schema.additionalProperties = false;
  }
}

/** A reference that stands alone in `allOf` beside other keys, as OpenAPI 3.0 wanted it: 3.1 takes them side by side. */
function unwrapReferences(value: unknown): void {
  if (typeof value !== 'object' || value === null) return;
  const { allOf } = value as { allOf?: unknown[] };
  if (Array.isArray(allOf) && allOf.length === 1) {
    delete (value as { allOf?: unknown }).allOf;
    Object.assign(value, allOf[0]);
  }
  for (const inner of Object.values(value)) unwrapReferences(inner);
}

/** What is said of the API as a whole. */
export interface ApiDescription {
  readonly title: string;
  readonly description: string;
  readonly version: string;
  /** Name and description, in order. */
  readonly tags: readonly (readonly [string, string])[];
  /** Schemas whose objects may have further keys. */
  readonly openSchemas: readonly string[];
}

/** OpenAPI 3.1 of the application's routes, from their DTOs and their `Endpoint`s. */
export function openApiDocument(app: INestApplication, api: ApiDescription): OpenAPIObject {
  const builder = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle(api.title)
    .setDescription(api.description)
    .setVersion(api.version)
    .setLicense('Apache-2.0', 'https://www.apache.org/licenses/LICENSE-2.0')
    .addServer('/', 'This server');
  for (const [name, description] of api.tags) builder.addTag(name, description);
  const document = SwaggerModule.createDocument(app, builder.build());
  closeBodies(document);
  for (const name of api.openSchemas)
    Object.assign(document.components?.schemas?.[name] ?? {}, { additionalProperties: true });
  unwrapReferences(document);
  // There are no logins yet.
  document.security = [];
  return document;
}
