import { readdirSync, readFileSync } from 'node:fs';
import type { JsonObject, NodeTypeSpec } from '@app/definition';
import type { NodeError } from '@app/engine';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { AT, aScope, planNode } from '../test/plan-node.js';
import { createExecutor, nodeTypes } from './index.js';

const PAGES = new URL('../../../docs/reference/node-types/', import.meta.url);
const page = (type: string): string => readFileSync(new URL(`${type}.md`, PAGES), 'utf8');
const specs = [...nodeTypes.values()];

/** All fields that a schema names, as `cases[].id`. */
function fieldPaths(schema: JsonObject, prefix = ''): string[] {
  const own = Object.entries((schema['properties'] ?? {}) as Record<string, JsonObject>).flatMap(([name, inner]) => {
    const items = inner['items'] as JsonObject | undefined;
    return [
      `${prefix}${name}`,
      ...fieldPaths(inner, `${prefix}${name}.`),
      ...(items === undefined ? [] : fieldPaths(items, `${prefix}${name}[].`)),
    ];
  });
  const alternatives = ((schema['oneOf'] ?? []) as JsonObject[]).flatMap((inner) => fieldPaths(inner, prefix));
  return [...new Set([...own, ...alternatives])];
}

function describedFields(schema: JsonObject): [string, JsonObject][] {
  return Object.entries((schema['properties'] ?? {}) as Record<string, JsonObject>);
}

const example = (type: string): JsonObject =>
  JSON.parse(/```json\n(.*?)```/s.exec(page(type))?.[1] ?? 'null') as JsonObject;

function validator(spec: NodeTypeSpec) {
  const ajv = new Ajv2020({
    strict: true,
    strictTypes: false,
    strictRequired: false,
    allErrors: true,
    formats: { duration: true },
  });
  return ajv.compile(spec.schema);
}

describe('the registry of node types', () => {
  it('has a page for every type, and a type for every page', () => {
    const pages = readdirSync(PAGES).filter((name) => name !== 'README.md');
    expect(new Set(pages)).toEqual(new Set(specs.map(({ type }) => `${type}.md`)));
  });

  it.each(specs.map(({ type, kind }) => [type, kind] as const))(
    'carries out the example of the page of %s',
    (type, kind) => {
      const executor = createExecutor();
      const node = planNode(type, example(type));
      const scope = aScope({ input: { days: 1, order_id: 'o', tenant: 't', amount: 1, orders: [] } });
      const carryOut = {
        compute: () => executor.compute(node, scope, AT),
        wait: () => executor.until(node, scope, AT),
        effect: () => executor.prepare(node, scope, AT),
        container: () => executor.open(node, scope, AT),
        event: () => executor.awaitEvent(node, scope, AT),
        approval: () => executor.awaitApproval(node, scope, AT),
        subflow: () => executor.child(node, scope, AT),
        call: () => executor.call(node, scope, AT),
      } as Record<string, () => unknown>;
      const codes: Record<string, string> = { fail: 'ORDER_NOT_PAYABLE', http: 'NODE_DATA_INVALID' };
      const ended = (): string => {
        try {
          carryOut[kind]?.();
          return 'well';
        } catch (error) {
          return (error as NodeError).code;
        }
      };
      expect(ended()).toBe(codes[type] ?? 'well');
    },
  );
});

describe.each(specs.map((spec) => [spec.type, spec] as const))('the node type %s', (type, spec) => {
  it('has a strict JSON Schema', () => {
    expect(() => validator(spec)).not.toThrow();
  });

  it('says of every field what an editor needs to draw it', () => {
    for (const [name, field] of describedFields(spec.schema)) {
      expect(field, name).toMatchObject({
        title: expect.any(String) as string,
        description: expect.any(String) as string,
        examples: expect.any(Array) as unknown[],
      });
    }
  });

  it('takes the examples that its own schema gives', () => {
    for (const [name, field] of describedFields(spec.schema)) {
      const validate = new Ajv2020({ strict: false, formats: { duration: true } }).compile(field);
      for (const value of field['examples'] as unknown[])
        expect(validate(value), `${name}: ${JSON.stringify(value)}`).toBe(true);
    }
  });

  it('evaluates only fields that its schema has', () => {
    const known = fieldPaths(spec.schema);
    for (const path of Object.keys(spec.fields)) expect(known).toContain(path);
  });

  it('has every field of its schema on its page, and no other', () => {
    const rows = [...page(type).matchAll(/^\| `([a-z][a-z_.[\]]*)` +\|/gm)].map((match) => match[1] ?? '');
    expect(new Set(rows)).toEqual(new Set(fieldPaths(spec.schema)));
  });

  it('takes the example of its page', () => {
    const data = example(type);
    const validate = validator(spec);
    expect(validate(data), JSON.stringify(validate.errors)).toBe(true);
    expect(spec.check?.(data) ?? []).toEqual([]);
  });
});
