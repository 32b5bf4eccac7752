import type { Plan } from '@app/definition';

/** Counts every read of a collection that grows with the plan, or with what happens in a run. */
export class Meter {
  reads = 0;

  on<T extends object>(target: T): T {
    const count = (): void => {
      this.reads += 1;
    };
    return new Proxy(target, {
      get: (object, key, receiver) => {
        count();
        const value: unknown = Reflect.get(object, key, object instanceof Map ? object : receiver);
        return typeof value === 'function' && object instanceof Map ? value.bind(object) : value;
      },
      has: (object, key) => (count(), Reflect.has(object, key)),
      getOwnPropertyDescriptor: (object, key) => (count(), Reflect.getOwnPropertyDescriptor(object, key)),
      ownKeys: (object) => {
        this.reads += Reflect.ownKeys(object).length;
        return Reflect.ownKeys(object);
      },
    });
  }
}

/** The plan, of which every read is counted. */
export function metered(plan: Plan, meter: Meter): Plan {
  const scopes = plan.scopes.map((scope) => ({
    ...scope,
    nodes: meter.on(scope.nodes as number[]),
    entries: meter.on(scope.entries as number[]),
    leaves: meter.on(scope.leaves as number[]),
  }));
  return {
    ...plan,
    nodes: meter.on(plan.nodes as Plan['nodes'][number][]),
    edges: meter.on(plan.edges as Plan['edges'][number][]),
    byId: meter.on(new Map(plan.byId)),
    scopes,
  };
}
