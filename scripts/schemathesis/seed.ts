import { call } from '../start/samples.ts';

/** Values that Schemathesis cannot make up, by the name under which schemathesis.toml asks for them. */
export type Seeds = Readonly<Record<string, readonly (string | number)[]>>;

interface Made {
  readonly id: string;
  readonly version: number;
}

type Node = readonly [id: string, type: string, data: object];

/** A flow of nodes in a row, as `POST /flows` takes it. */
function flow(name: string, nodes: readonly Node[]) {
  return {
    name,
    definition: {
      nodes: nodes.map(([id, type, data]) => ({ id, type, data })),
      edges: nodes.slice(1).map(([id], at) => ({ id: `e${at}`, source: nodes[at]?.[0], target: id })),
    },
  };
}

const GREET = flow('Greet', [
  ['start', 'start', {}],
  ['greet', 'transform', { output: { text: 'Hello, {{ input.name }}' } }],
  ['say', 'log', { message: '{{ nodes.greet.output.text }}' }],
  ['end', 'end', { output: '{{ nodes.greet.output }}' }],
]);
const REFUSE = flow('Refuse', [['no', 'fail', { code: 'NO', message: 'No.' }]]);
const WAIT = flow('Wait', [['wait', 'delay', { duration: '1h' }]]);

const times = <T>(count: number, make: (at: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, (_, at) => make(at)));

/** Fills an empty installation with flows that have versions and runs that have ended, failed, and wait. */
export async function seed(api: string): Promise<Seeds> {
  const base = `${api}/api/v1`;
  const make = (body: object) => call<Made>('POST', `${base}/flows`, body);
  const run = (id: string, wait: string) =>
    call<Made>('POST', `${base}/flows/${id}/run${wait}`, { input: { name: 'Ada' } });
  const [greet, refuse, wait] = [await make(GREET), await make(REFUSE), await make(WAIT)];
  for (const message of ['second', 'third']) {
    for (const [{ id }, body] of [
      [greet, GREET],
      [refuse, REFUSE],
      [wait, WAIT],
    ] as const)
      await call('PUT', `${base}/flows/${id}`, { ...body, name: `${body.name}, ${message}`, message });
  }
  for (const version of [1, 2]) await call('POST', `${base}/flows/${greet.id}/publish`, { version });
  const ended = [
    ...(await times(3, () => run(greet.id, '?wait=30s'))),
    ...(await times(2, () => run(refuse.id, '?wait=30s'))),
  ];
  const open = await times(150, () => run(wait.id, ''));
  const cursor = async (list: string) => [await nextCursor(`${base}/${list}?per_page=1`)];
  const ran = `runs/${ended[0]?.id}`;
  return {
    flows: [greet.id, refuse.id, wait.id],
    versions: [1, 2, 3],
    version_names: ['1', '2', '3', 'draft', 'published'],
    quick: [greet.id, refuse.id],
    waits: ['0s', '50ms', '2s'],
    drafts: (await times(40, (at) => make({ ...GREET, name: `Draft ${at}` }))).map(({ id }) => id),
    shelved: (await times(20, (at) => make({ ...GREET, name: `Shelved ${at}` }))).map(({ id }) => id),
    doomed: (await times(200, (at) => make({ ...GREET, name: `Doomed ${at}` }))).map(({ id }) => id),
    ended: [...ended, ...open.slice(0, 3)].map(({ id }) => id),
    open: open.map(({ id }) => id),
    slugs: Array.from({ length: 2_000 }, (_, at) => `seed-${at}`),
    tags: ['"1"', '*'],
    flow_cursors: await cursor('flows'),
    version_cursors: await cursor(`flows/${greet.id}/versions`),
    publication_cursors: await cursor(`flows/${greet.id}/publications`),
    run_cursors: await cursor('runs'),
    step_cursors: await cursor(`${ran}/steps`),
    event_cursors: await cursor(`${ran}/events`),
  };
}

async function nextCursor(url: string): Promise<string> {
  const { meta } = (await (await fetch(url)).json()) as { meta: { next_cursor: string } };
  return meta.next_cursor;
}
