import { expect, expectFailure, flow, node, type Scene, type Size } from './scene.ts';

const MIB = 1024 ** 2;
const chain = (count: number) => Array.from({ length: count }, (_, at) => node(`n${at}`, 'transform', { output: at }));

/** The API is to refuse the definition with this problem. */
async function expectProblem({ ours }: Scene, code: string, definition: object): Promise<void> {
  const { problems } = await ours.call<{ problems: { code: string }[] }>('POST', '/flows/validate', { definition });
  expect(
    `the problem ${code}`,
    problems.some((problem) => problem.code === code),
    true,
  );
}

async function requests(scene: Scene): Promise<void> {
  const { ours } = scene;
  const large = await ours.answer('POST', '/flows', { name: 'x'.repeat(10 * MIB) });
  expect('a body of more than 10 MiB', [large.status, large.text.includes('PAYLOAD_TOO_LARGE')], [413, true]);
  await expectProblem(scene, 'TOO_LARGE', { nodes: chain(10_001), edges: [] });
  const nested = Array.from({ length: 22 }, (_, at) =>
    node(`g${at}`, 'group', {}, at === 0 ? undefined : `g${at - 1}`),
  );
  await expectProblem(scene, 'CONTAINERS_TOO_DEEP', flow(nested));
  const waits = await ours.start(await ours.flow('waits', flow([node('w', 'wait', { event: 'e' })])));
  await ours.reached(waits, ['waiting'], 60_000);
  const payload = 'x'.repeat(256 * 1024 - 1);
  const event = await ours.answer('POST', `/runs/${waits}/events`, { name: 'e', payload });
  expect('a payload of one character more', [event.status, event.text.includes('EVENT_INVALID')], [400, true]);
  await ours.call('POST', `/runs/${waits}/cancel`, {});
}

async function nodes(scene: Scene): Promise<void> {
  const one = (type: string, data: Record<string, unknown>, ...inner: ReturnType<typeof node>[]) =>
    flow([node('it', type, data), ...inner]);
  const call = (input: string) => ({ activity: 'a', task_queue: 'none', arguments: [input] });
  const text = 'x'.repeat(5 * MIB - 1);
  await expectFailure(scene, 'OUTPUT_TOO_LARGE', one('transform', { output: '{{ input.text & input.text & "x" }}' }), {
    text,
  });
  await expectFailure(scene, 'HTTP_RESPONSE_TOO_LARGE', one('http', { url: `${scene.target}/${10 * MIB + 1}` }));
  await expectFailure(scene, 'HTTP_TOO_MANY_REDIRECTS', one('http', { url: `${scene.target}/hop/6` }));
  const inner = node('in', 'transform', { output: 1 }, 'it');
  const items = Array.from({ length: 1_000_001 }, () => 0);
  await expectFailure(scene, 'MAP_TOO_LARGE', one('map', { items: 'input.items' }, inner), { items });
  await expectFailure(scene, 'LOOP_LIMIT', one('loop', { while: 'iteration < 101' }, inner));
  await expectFailure(scene, 'EXPRESSION_LIMIT', one('transform', { output: '{{ $count([1..1000001]) }}' }));
  await expectFailure(scene, 'EXPRESSION_LIMIT', one('transform', { output: '{{ $sum([1..900000].($ * 2 + 1)) }}' }));
  await expectFailure(scene, 'CODE_TIMEOUT', one('code', { source: 'for (;;);', timeout_ms: 100 }));
  await expectFailure(
    scene,
    'CODE_MEMORY_LIMIT',
    one('code', { source: 'const a = []; for (;;) a.push("x".repeat(1e6) + a.length)' }),
  );
  await expectFailure(scene, 'NODE_DATA_INVALID', one('delay', { duration: '{{ input.days }}d' }), { days: 36_526 });
  const argument = { text: 'x'.repeat(MIB) };
  await expectFailure(scene, 'CALL_ARGUMENTS_TOO_LARGE', one('activity', call('{{ input.text }}')), argument);
}

/** Each limit, passed by as little as can be. */
export const BEYOND: readonly Size[] = [
  { name: 'requests past their limits', run: requests },
  { name: 'nodes past their limits: each run fails with the code of its limit', run: nodes },
];
