import type { Json } from '@app/definition';
import type { EdgeSketch, NodeSketch } from '@app/testing';

/** A flow of a real run, and what people do for it. */
export interface FlowAlike {
  readonly nodes: readonly NodeSketch[];
  readonly edges: readonly EdgeSketch[];
  readonly input?: Json;
  /** Sent to the run, once it waits. */
  readonly event?: { readonly name: string; readonly payload: Json };
  /** What is decided of its task. */
  readonly decision?: 'approve' | 'reject';
}

const node = (id: string, type: string, data: NodeSketch['data'] = {}, parentId?: string): NodeSketch => ({
  id,
  type,
  data,
  ...(parentId === undefined ? {} : { parentId }),
});

/**
 * Flows that say nothing different when two things at once end in another order, by what they show.
 * @param url of a counting server
 * @param taskQueue of a foreign worker
 * @param child a flow that doubles `input.n`
 */
export function flowsAlike(url: string, taskQueue: string, child: string): Readonly<Record<string, FlowAlike>> {
  const retry = { max_attempts: 3, initial_interval: '50ms', jitter: 0 };
  const http = (id: string, path: string, data: NodeSketch['data'] = {}, parentId?: string): NodeSketch =>
    node(id, 'http', { url: `${url}/${path}`, timeout: '10s', ...data }, parentId);
  const status = (id: string): string => `{{ nodes.${id}.status }}`;
  return {
    'calls, retries and error edges': {
      nodes: [
        http('unsteady', 'unsteady?status=503&fails=2', { retry }),
        http('missing', 'missing?status=404', { retry }),
        node('note', 'transform', { output: '{{ nodes.missing.error.code }}' }),
        node('never', 'transform', { output: 1 }),
        node('end', 'end', { output: [status('unsteady'), '{{ nodes.note.output }}', status('never')] }),
      ],
      edges: [
        ['unsteady', 'missing'],
        ['missing', 'note', 'error'],
        ['missing', 'never'],
        ['note', 'end'],
        ['never', 'end'],
      ],
    },
    'branches that are skipped, and a join': {
      nodes: [
        node('s', 'start'),
        node('big', 'condition', { expression: 'input.n > 5' }),
        node('kind', 'switch', {
          cases: [
            { id: 'even', when: 'input.n % 2 = 0' },
            { id: 'third', when: 'input.n % 3 = 0' },
          ],
          multiple: true,
        }),
        http('yes', 'yes'),
        http('no', 'no'),
        node('nap', 'delay', { duration: '30ms' }),
        node('three', 'code', { source: 'return input.n * 3;', input: '{{ input }}' }),
        node('all', 'transform', { output: [status('yes'), status('no'), '{{ nodes.three.output }}'] }),
      ],
      edges: [
        ['s', 'big'],
        ['s', 'kind'],
        ['big', 'yes', 'true'],
        ['big', 'no', 'false'],
        ['kind', 'nap', 'even'],
        ['kind', 'three', 'third'],
        ['yes', 'all'],
        ['no', 'all'],
        ['nap', 'all'],
        ['three', 'all'],
      ],
      input: { n: 6 },
    },
    'maps that collect and drop, and loops': {
      nodes: [
        node('each', 'map', { items: 'input.items', on_item_error: 'collect' }),
        http('ask', 'item-{{ item }}?status={{ item = 2 ? 404 : 200 }}', {}, 'each'),
        node('some', 'map', { items: '[0..6]', on_item_error: 'drop', concurrency: 2 }),
        node('odd', 'transform', { output: '{{ item % 2 = 0 ? $error("even") : item }}' }, 'some'),
        node('again', 'loop', { until: 'iteration >= 2' }),
        http('poll', 'poll-{{ iteration }}', {}, 'again'),
        node('count', 'transform', { output: '{{ iteration }}' }, 'again'),
        node('end', 'end', {
          output: ['{{ nodes.each.output }}', '{{ nodes.some.output }}', '{{ nodes.again.output }}'],
        }),
      ],
      edges: [
        ['each', 'some'],
        ['some', 'again'],
        ['poll', 'count'],
        ['again', 'end'],
      ],
      input: { items: [1, 2, 3] },
    },
    'a group that fails, is undone and ends in order': {
      nodes: [
        node('order', 'group'),
        http('reserve', 'reserve', {}, 'order'),
        http('release', 'release', {}, 'order'),
        http('pay', 'pay?status=402', {}, 'order'),
        node('sorry', 'transform', { output: '{{ nodes.order.error.code }}' }),
        node('tidy', 'log', { message: 'tidy' }),
        node('end', 'fail', { code: 'NOT_PAID', message: '{{ nodes.sorry.output }}' }),
      ],
      edges: [
        ['reserve', 'pay'],
        ['reserve', 'release', 'compensate'],
        ['order', 'sorry', 'error'],
        ['order', 'tidy', 'finally'],
        ['sorry', 'end'],
      ],
    },
    'people and events': {
      nodes: [
        node('paid', 'wait', { event: 'paid', timeout: '1h' }),
        node('ok', 'approval', { title: 'Ship?', assignees: { users: ['ada'] } }),
        node('ship', 'transform', { output: '{{ nodes.paid.output }}' }),
        node('keep', 'transform', { output: 'kept' }),
      ],
      edges: [
        ['paid', 'ok', 'received'],
        ['ok', 'ship', 'approved'],
        ['ok', 'keep', 'rejected'],
      ],
      event: { name: 'paid', payload: { amount: 3 } },
      decision: 'reject',
    },
    'other flows and other workers': {
      nodes: [
        node('double', 'subflow', { flow: child, version: 1, input: { n: 21 } }),
        node('echo', 'activity', { activity: 'echo', task_queue: taskQueue, arguments: [1, 'two'], timeout: '30s' }),
        node('wrong', 'activity', {
          activity: 'fail',
          task_queue: taskQueue,
          arguments: [{ type: 'NoStock', nonRetryable: true }],
          timeout: '30s',
          on_error: 'continue',
        }),
        node('end', 'end', { output: ['{{ nodes.double.output }}', '{{ nodes.echo.output }}', status('wrong')] }),
      ],
      edges: [
        ['double', 'echo'],
        ['echo', 'wrong'],
        ['wrong', 'end'],
      ],
    },
  };
}
