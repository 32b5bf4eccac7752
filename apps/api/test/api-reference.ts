import type { OpenAPIObject } from '@nestjs/swagger';

/** What the reference reads of OpenAPI, loosely. */
interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly enum?: readonly unknown[];
  readonly items?: Schema;
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly default?: string | number | boolean;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
}
interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly description?: string;
  readonly schema: Schema;
}
interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly description?: string;
  readonly tags: readonly string[];
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: {
    readonly required?: boolean;
    readonly content: Readonly<Record<string, { schema: Schema }>>;
  };
  readonly responses: Readonly<
    Record<string, { readonly description: string; readonly content?: Readonly<Record<string, { schema: Schema }>> }>
  >;
}

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll(/\n+/g, '<br>');
const nameOf = (ref: string): string => ref.slice(ref.lastIndexOf('/') + 1);
const linkTo = (ref: string): string => `[${nameOf(ref)}](#${nameOf(ref).toLowerCase()})`;

function typeOf(schema: Schema): string {
  if (schema.$ref !== undefined) return linkTo(schema.$ref);
  if (schema.type === 'array') return `list of ${typeOf(schema.items ?? {})}`;
  if (schema.enum !== undefined) return schema.enum.map((value) => `\`${String(value)}\``).join(', ');
  const types = [schema.type ?? 'any JSON'].flat().join(' or ');
  return schema.format === undefined ? types : `${types} (${schema.format})`;
}

function bounds(schema: Schema): string {
  const parts = [
    schema.minimum !== undefined || schema.maximum !== undefined
      ? `${schema.minimum ?? ''}…${schema.maximum ?? ''}`
      : '',
    schema.maxLength === undefined ? '' : `${schema.minLength ?? 0}…${schema.maxLength} characters`,
    schema.default === undefined ? '' : `default \`${schema.default}\``,
  ];
  return parts.filter((part) => part !== '').join('; ');
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

function successOf({ responses }: Operation): string {
  const [status, response] = Object.entries(responses).find(([code]) => code.startsWith('2')) ?? ['', undefined];
  const [type, media] = Object.entries(response?.content ?? {})[0] ?? [];
  const data = media?.schema.properties?.['data'];
  const { schema } = media ?? {};
  if (data !== undefined) return `**${status}**: \`data\` is ${typeOf(data)}.`;
  if (schema?.$ref !== undefined) return `**${status}**: the body is ${typeOf(schema)}, as a file.`;
  return `**${status}**: ${type === undefined ? 'no body' : `\`${type}\``}.`;
}

function operationText(method: string, path: string, operation: Operation): string {
  const { summary, description, parameters = [], requestBody, responses } = operation;
  const rows = parameters.map(({ name, in: place, required, schema, description: text = '' }) => [
    `\`${name}\``,
    `${place}${required === true ? ', required' : ''}`,
    typeOf(schema),
    [text, bounds(schema)].filter((part) => part !== '').join(' '),
  ]);
  const body = Object.values(requestBody?.content ?? {})[0]?.schema;
  const errors = Object.entries(responses).filter(([code]) => !code.startsWith('2'));
  const codes = errors.map(([status, { description: text }]) => [
    status,
    [...text.matchAll(/`([A-Z_]+)`:/g)].map(([, code]) => `\`${code}\``).join(', '),
  ]);
  return [
    `### ${method.toUpperCase()} ${path}`,
    `${summary}.${description === undefined ? '' : ` ${description}`}`,
    ...(rows.length === 0 ? [] : [table(['Parameter', 'In', 'Type', 'What it is'], rows)]),
    ...(body === undefined
      ? []
      : [`Body${requestBody?.required === true ? '' : ' (may be missing)'}: ${typeOf(body)}.`]),
    successOf(operation),
    table(['Error', 'Codes'], codes),
  ].join('\n\n');
}

function schemaText(name: string, { description, properties, required = [], ...rest }: Schema): string {
  const fields = Object.entries(properties ?? {}).map(([field, schema]) => [
    `\`${field}\`${required.includes(field) ? '' : ' (optional)'}`,
    typeOf(schema),
    [schema.description ?? '', bounds(schema)].filter((part) => part !== '').join(' '),
  ]);
  const body = fields.length === 0 ? typeOf(rest) : table(['Field', 'Type', 'What it is'], fields);
  return [`### ${name}`, ...(description === undefined ? [] : [description]), body].join('\n\n');
}

/** docs/reference/api.md, of the OpenAPI document. */
export function apiReference(document: OpenAPIObject): string {
  const operations = Object.entries(document.paths as unknown as Record<string, Record<string, Operation>>).flatMap(
    ([path, methods]) => Object.entries(methods).map(([method, operation]) => ({ method, path, operation })),
  );
  const tags = (document.tags ?? []).map(({ name, description = '' }) => {
    const texts = operations
      .filter(({ operation }) => operation.tags.includes(name))
      .map(({ method, path, operation }) => operationText(method, path, operation));
    return `## ${name[0]?.toUpperCase()}${name.slice(1)}\n\n${description}.\n\n${texts.join('\n\n')}`;
  });
  const schemas = Object.entries((document.components?.schemas ?? {}) as Record<string, Schema>)
    .toSorted(([a], [b]) => a.localeCompare(b))
    .map(([name, schema]) => schemaText(name, schema));
  return `# API\n\n${document.info.description}\n\nThe same as OpenAPI 3.1: \`/api/v1/openapi.json\`; as a page: \`/docs\`. Errors: [errors.md](errors.md).\n\n${tags.join('\n\n')}\n\n## Schemas\n\n${schemas.join('\n\n')}\n`;
}
