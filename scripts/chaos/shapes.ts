import type { Random } from './random.ts';

/** A node as the API takes it. */
export interface Node {
  readonly id: string;
  readonly type: string;
  readonly data: Record<string, unknown>;
}

/** An edge as the API takes it. */
export interface Edge {
  readonly id: string;
  readonly source: string;
  readonly target: string;
  readonly sourceHandle?: string;
  readonly data?: Record<string, unknown>;
}

/** A flow to run, and how its runs may end. */
export interface Shape {
  readonly name: string;
  readonly nodes: readonly Node[];
  readonly edges: readonly Edge[];
  /** Codes that a run may fail with, whatever is killed. */
  readonly mayFail: readonly string[];
  /** Every run that is not cancelled fails. */
  readonly mustFail?: boolean;
  /** The output of every run that ends well. */
  readonly output?: unknown;
  /** A run is never silent for long while its worker lives. */
  readonly steady?: boolean;
}

interface CallOptions {
  readonly method?: 'GET' | 'POST';
  readonly timeout?: string;
  readonly retry?: Record<string, unknown>;
  /** Query of the target. */
  readonly query: Record<string, number>;
}

/** Makes one flow of every kind; sizes and times are drawn. */
export function drawShapes(target: string, random: Random): Shape[] {
  const call = (id: string, { method = 'GET', timeout = '6s', retry, query }: CallOptions): Node => ({
    id,
    type: 'http',
    data: { method, url: `${target}/{{ run.id }}/${id}`, query, timeout, ...(retry && { retry }) },
  });
  const ms = () => random.between(50, 400);
  const calls = (count: number, options: Omit<CallOptions, 'query'> = {}) =>
    Array.from({ length: count }, (_, i) => call(`c${i}`, { ...options, query: { ms: ms() } }));
  const UNKNOWN = ['NODE_OUTCOME_UNKNOWN'];

  const length = random.between(10, 40);
  const computing = Array.from({ length }, (_, i) => ({
    id: `n${i}`,
    type: 'transform',
    data: { output: i === 0 ? '{{ 1 }}' : `{{ nodes.n${i - 1}.output + 1 }}` },
  }));
  const end: Node = { id: 'end', type: 'end', data: { output: `{{ nodes.n${length - 1}.output }}` } };
  const branches = calls(random.between(4, 8));
  const joined: Node = { id: 'joined', type: 'transform', data: { output: 'joined', join: 'all_success' } };
  const pause: Node = { id: 'pause', type: 'delay', data: { duration: `${random.between(1, 3)}s` } };
  const again = { max_attempts: 6, initial_interval: '300ms', max_interval: '2s' };
  const handled = (code: string): Edge => ({ ...edge('call', code), sourceHandle: 'error', data: { errors: [code] } });
  const note = (id: string): Node => ({ id, type: 'log', data: { message: id } });
  const wanted: Node = { id: 'wanted', type: 'fail', data: { code: 'WANTED', message: 'As it should.' } };

  return [
    { name: 'compute', ...inARow([...computing, end]), mayFail: [], output: length },
    { name: 'gets', ...inARow(calls(random.between(3, 6))), mayFail: [], steady: true },
    { name: 'posts', ...inARow(calls(random.between(2, 4), { method: 'POST' })), mayFail: UNKNOWN, steady: true },
    {
      name: 'posts retried',
      ...inARow(calls(3, { method: 'POST', retry: { ...again, max_attempts: 40 } })),
      mayFail: [],
    },
    {
      name: 'fan-out, join',
      nodes: [...branches, joined],
      edges: branches.map(({ id }) => edge(id, 'joined')),
      mayFail: [],
      steady: true,
    },
    {
      name: 'retry',
      ...inARow([call('flaky', { retry: again, query: { ms: 50, refuse: 2 } }), note('after')]),
      mayFail: [],
    },
    { name: 'delay', ...inARow([...calls(1), pause, call('after', { query: { ms: ms() } })]), mayFail: [] },
    {
      name: 'error edges',
      nodes: [
        call('call', { method: 'POST', query: { ms: ms(), status: 500 } }),
        note('HTTP_STATUS'),
        note('NODE_OUTCOME_UNKNOWN'),
      ],
      edges: [handled('HTTP_STATUS'), handled('NODE_OUTCOME_UNKNOWN')],
      mayFail: [],
    },
    {
      name: 'long get',
      ...inARow([call('long', { timeout: '40s', query: { ms: random.between(500, 2_500) } }), note('after')]),
      mayFail: [],
    },
    {
      name: 'long post',
      ...inARow([
        call('long', { method: 'POST', timeout: '40s', query: { ms: random.between(500, 2_500) } }),
        note('after'),
      ]),
      mayFail: UNKNOWN,
    },
    { name: 'fail', ...inARow([...calls(1), wanted]), mayFail: ['WANTED'], mustFail: true },
  ];
}

const edge = (source: string, target: string): Edge => ({ id: `${source}-${target}`, source, target });

function inARow(nodes: readonly Node[]): Pick<Shape, 'nodes' | 'edges'> {
  return { nodes, edges: nodes.slice(1).map(({ id }, i) => edge(nodes[i]?.id ?? '', id)) };
}
