import type { Sql } from '@app/database';
import type { Json, JsonObject } from '@app/definition';
import { advanceRun, type DriverPorts, NodeError, type RunStore } from '@app/engine';
import { createExecutor } from '@app/nodes';
import { aDefinition } from '@app/testing';
import { MapSlices } from '../src/children/map-slices.js';
import { PlanCache } from '../src/plan/plan-cache.js';
import { childFlows } from './a-family.js';
import { systemClock } from './driven.js';

/** What a flow with a map is made of. */
export interface MapFlow {
  readonly items: number;
  readonly onItemError: 'fail' | 'collect' | 'drop';
  /** Items whose second call fails for good. */
  readonly failing: readonly number[];
  /** What the map is in. */
  readonly within: 'root' | 'group' | 'map' | 'loop';
  /** Whether the undo of their first call fails, too. */
  readonly undoFails: boolean;
  /** Whether what it reads from around it is large. */
  readonly large: boolean;
}

/** A map whose items compute with what is around it, call twice, and undo the first call where the second one fails. */
export function aMapFlow({ items, onItemError, within, large }: MapFlow): unknown {
  const outer = within === 'root' ? {} : { parentId: 'outer' };
  const data: Record<MapFlow['within'], JsonObject> = {
    root: {},
    group: {},
    map: { items: [10, 20], as: 'region', concurrency: 1 },
    loop: { while: '{{ iteration < 2 }}' },
  };
  const around = { map: 'region', loop: 'iteration', group: '0', root: '0' }[within];
  const text = large ? '{{ $join([1..20000].($string($))) }}' : 'x';
  const result = {
    at: '{{ index }}',
    sum: '{{ nodes.sum.output }}',
    length: '{{ $length(nodes.facts.output.text) }}',
    ids: '{{ run.id & flow.id & run.started_at }}',
    inner: '{{ nodes.inner.output }}',
  };
  return aDefinition(
    [
      { id: 'rates', type: 'assign', data: { variables: { rate: 2 } } },
      { id: 'facts', type: 'transform', data: { output: { add: 5, text } } },
      ...(within === 'root' ? [] : [{ id: 'outer', type: within, data: data[within] }]),
      { id: 'each', type: 'map', ...outer, data: { items: `{{ [0..${items - 1}] }}`, on_item_error: onItemError } },
      {
        id: 'sum',
        type: 'transform',
        parentId: 'each',
        data: { output: `{{ item * vars.rate + nodes.facts.output.add + input.plus + ${around} }}` },
      },
      { id: 'inner', type: 'map', parentId: 'each', data: { items: '{{ [item, item] }}' } },
      { id: 'deep', type: 'assign', parentId: 'inner', data: { variables: { rate: '{{ item + vars.rate }}' } } },
      { id: 'first', type: 'http', parentId: 'each', data: { url: 'http://a.example/' } },
      { id: 'second', type: 'http', parentId: 'each', data: { url: 'http://a.example/{{ index }}' } },
      { id: 'undo', type: 'http', parentId: 'each', data: { url: 'http://a.example/' } },
      { id: 'result', type: 'end', parentId: 'each', data: { output: result } },
      ...(within === 'root'
        ? []
        : [{ id: 'given', type: 'end', ...outer, data: { output: '{{ nodes.each.output }}' } }]),
      { id: 'end', type: 'end', data: { output: `{{ nodes.${within === 'root' ? 'each' : 'outer'}.output }}` } },
    ],
    [
      ['rates', 'facts'],
      ['facts', within === 'root' ? 'each' : 'outer'],
      ['sum', 'inner'],
      ['inner', 'first'],
      ['first', 'second'],
      ['first', 'undo', 'compensate'],
      ['second', 'result'],
      ...(within === 'root' ? [] : [['each', 'given'] as const]),
      [within === 'root' ? 'each' : 'outer', 'end'],
    ].map((edge) => edge as [string, string]),
  );
}

/** All of a run's, slices included. */
const FAMILY = `select id from runs where (id = $1 or slice_of = $1) and finished_at is null order by slice_index nulls first, id`;

/** Carries runs and the slices of their maps; what is called outside is put down by its key. */
export class SliceDriver {
  readonly called: string[] = [];
  private readonly ports: DriverPorts;

  /** @param size how many items a slice has; null: maps are not cut */
  constructor(
    private readonly sql: Sql,
    store: RunStore,
    size: number | null,
    private readonly flow: MapFlow,
  ) {
    const executor = createExecutor();
    this.ports = {
      store,
      executor: {
        ...executor,
        prepare: ({ id }) => ({ input: {}, run: async ({ idempotencyKey }) => this.call(id, idempotencyKey) }),
      },
      clock: systemClock,
      inbox: { watch: () => () => undefined },
      plans: new PlanCache(sql),
      flows: childFlows(sql),
      ...(size === null ? {} : { slices: new MapSlices(sql).ports(size, 10_000_000) }),
      wake: () => undefined,
      limits: { budgetMs: 5_000, shortEffectMs: 60_000, shortWaitMs: 1_000, outageMs: 5_000, maxDepth: 20 },
      env: {},
    };
  }

  /** Drives the run and its slices until all have ended. @param before called before each advance */
  async drive(rootId: string, before: (advances: number) => Promise<void> = async () => {}): Promise<void> {
    for (let advances = 0; advances < 500;) {
      const open = await this.sql.query<{ id: string }>({ text: FAMILY }, [rootId]);
      if (open.length === 0) return;
      for (const { id } of open) {
        await before((advances += 1));
        await advanceRun(this.ports, id, [], new AbortController().signal);
      }
    }
    throw new Error(`Run ${rootId} does not come to an end.`);
  }

  private call(nodeId: string, key: string): { output: Json; handles: null } {
    this.called.push(key);
    const index = Number(/each\[(\d+)\]/.exec(key)?.[1]);
    const fails = nodeId === 'second' || (nodeId === 'undo' && this.flow.undoFails);
    if (fails && this.flow.failing.includes(index)) throw new NodeError('HTTP_STATUS', 'It is refused.');
    return { output: nodeId, handles: null };
  }
}
