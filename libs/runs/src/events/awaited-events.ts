import {
  compileSchema,
  type Json,
  type JsonObject,
  type Plan,
  type SchemaCheck,
  type SchemaProblem,
} from '@app/definition';

const known = new WeakMap<Plan, AwaitedEvents>();

/** The events that nodes of a version wait for, and what their payloads must be. */
export class AwaitedEvents {
  /** The checks of each name, one for each schema that nodes have; compiled when first asked for. */
  private readonly checks = new Map<string, readonly SchemaCheck[]>();

  private constructor(
    private readonly schemas: ReadonlyMap<string, readonly JsonObject[]>,
    private readonly masked: ReadonlySet<string>,
  ) {}

  /** Those of a plan; worked out once. */
  static of(plan: Plan): AwaitedEvents {
    const events = known.get(plan) ?? new AwaitedEvents(schemasByName(plan), maskedNames(plan));
    known.set(plan, events);
    return events;
  }

  /** Whether a node that waits for events of this name is masked. */
  isMasked(name: string): boolean {
    return this.masked.has(name);
  }

  /** In the order of the nodes. */
  get names(): readonly string[] {
    return [...this.schemas.keys()];
  }

  /** What is wrong with a payload of an event of this name: it must hold the schemas of all nodes that wait for it. */
  problems(name: string, payload: Json): readonly SchemaProblem[] {
    const found = this.checksOf(name).flatMap((check) => check(payload));
    return [...new Map(found.map((problem) => [`${problem.path} ${problem.message}`, problem])).values()];
  }

  private checksOf(name: string): readonly SchemaCheck[] {
    const compiled = this.checks.get(name) ?? (this.schemas.get(name) ?? []).map(compileSchema);
    this.checks.set(name, compiled);
    return compiled;
  }
}

const maskedNames = ({ nodes }: Plan): ReadonlySet<string> =>
  new Set(nodes.flatMap(({ kind, mask, data }) => (kind === 'event' && mask ? [String(data['event'])] : [])));

function schemasByName({ nodes }: Plan): ReadonlyMap<string, readonly JsonObject[]> {
  const byName = new Map<string, Map<string, JsonObject>>();
  for (const { kind, data } of nodes) {
    if (kind !== 'event') continue;
    const name = String(data['event']);
    const schemas = byName.get(name) ?? new Map<string, JsonObject>();
    const schema = data['schema'] as JsonObject | undefined;
    if (schema !== undefined) schemas.set(JSON.stringify(schema), schema);
    byName.set(name, schemas);
  }
  return new Map([...byName].map(([name, schemas]) => [name, [...schemas.values()]]));
}
