import { aNode, aRetry, type Ending } from '../sketch/sketch.js';
import { ending, failing, type Rule } from './rule.js';

const [b, c, d] = [aNode('b'), aNode('c'), aNode('d')];
const ok: Ending = { end: 'success', handles: null };
const lost: Ending = { end: 'lost' };
const broken: Ending = { end: 'failure', code: 'HTTP_NETWORK', retryable: true };
const refused: Ending = { end: 'failure', code: 'HTTP_STATUS', retryable: false };

/** Failures, and what becomes of them. */
export const ERRORS: Record<string, readonly Rule[]> = {
  'an error edge': [
    {
      rule: 'handles the error: the run goes on, the success edges are dead',
      nodes: [failing('a', 'HTTP_STATUS'), b, c],
      edges: ['a -> b', 'a:error -> c'],
      finish: ['a', 'c'],
      becomes: { a: 'failed', b: 'omitted', c: 'success' },
      run: 'success',
      output: ['c'],
    },
    {
      rule: 'may be narrowed to codes: one that does not name the code handles nothing',
      nodes: [failing('a', 'HTTP_STATUS'), b],
      edges: ['a:error[HTTP_NETWORK,NODE_TIMEOUT] -> b'],
      finish: ['a'],
      becomes: { a: 'failed', b: 'pending' },
      run: 'failed HTTP_STATUS a',
    },
    {
      rule: 'is taken if it is the first that matches, in order of definition; the later ones are dead',
      nodes: [failing('a', 'HTTP_STATUS'), b, c, d],
      edges: ['a:error[HTTP_NETWORK] -> b', 'a:error[HTTP_STATUS] -> c', 'a:error -> d'],
      finish: ['a'],
      becomes: { a: 'failed', b: 'omitted', c: 'running', d: 'omitted' },
    },
    {
      rule: 'without codes takes any error',
      nodes: [failing('a', 'MY_OWN_CODE'), b, c],
      edges: ['a:error[HTTP_NETWORK] -> b', 'a:error -> c'],
      finish: ['a'],
      becomes: { a: 'failed', b: 'omitted', c: 'running' },
    },
  ],
  'on_error: continue': [
    {
      rule: 'takes the success edges instead, and the error edges are dead',
      nodes: [failing('a', 'HTTP_STATUS', { onError: 'continue' }), b, c],
      edges: ['a:error -> c', 'a -> b'],
      finish: ['a'],
      becomes: { a: 'failed', b: 'running', c: 'omitted' },
    },
    {
      rule: 'takes the fallback handle of a node that has several',
      nodes: [
        failing('a', 'HTTP_STATUS', { onError: 'continue', handles: ['true', 'false'], fallbackHandles: ['false'] }),
        b,
        c,
      ],
      edges: ['a:true -> b', 'a:false -> c'],
      finish: ['a'],
      becomes: { a: 'failed', b: 'omitted', c: 'running' },
    },
    {
      rule: 'leaves a failed leaf out of the output',
      nodes: [failing('a', 'HTTP_STATUS', { onError: 'continue' }), b],
      edges: [],
      finish: ['a', 'b'],
      becomes: { a: 'failed', b: 'success' },
      run: 'success',
      output: ['b'],
    },
  ],
  'an unhandled error': [
    {
      rule: 'fails the run, with its code and path; running and waiting siblings are cancelled, unreached ones stay so',
      nodes: [failing('a', 'HTTP_STATUS'), b, aNode('w', { kind: 'wait' }), d],
      edges: ['b -> d'],
      finish: ['a'],
      becomes: { a: 'failed', b: 'cancelled', w: 'cancelled', d: 'pending' },
      run: 'failed HTTP_STATUS a',
    },
    {
      rule: 'cancels what is ready and has not begun',
      nodes: [failing('a', 'FLOW_FAILED', { kind: 'compute' }), b],
      edges: [],
      finish: [],
      becomes: { a: 'failed', b: 'cancelled' },
      run: 'failed FLOW_FAILED a',
      begins: ['a'],
    },
    {
      rule: 'leaves alone what has ended',
      nodes: [failing('a', 'HTTP_STATUS'), b],
      edges: [],
      finish: ['b', 'a'],
      becomes: { a: 'failed', b: 'success' },
      run: 'failed HTTP_STATUS a',
    },
  ],
  'a retry': [
    {
      rule: 'comes before everything else: the error edge is not taken while an attempt is left',
      nodes: [failing('a', 'HTTP_NETWORK', { retry: aRetry({ maxAttempts: 2 }), onError: 'continue' }), b],
      edges: ['a:error -> b'],
      finish: ['a'],
      becomes: { a: 'waiting', b: 'pending' },
    },
    {
      rule: 'is another attempt, after its pause',
      nodes: [ending('a', [broken, ok], { retry: aRetry({ maxAttempts: 2 }) })],
      edges: [],
      finish: ['a', 'a', 'a'],
      becomes: { a: 'success' },
      run: 'success',
      begins: ['a', 'a'],
    },
    {
      rule: 'is not made when max_attempts are made: the node fails, and its error edge is taken',
      nodes: [failing('a', 'HTTP_NETWORK', { retry: aRetry({ maxAttempts: 2 }) }), b],
      edges: ['a:error -> b'],
      finish: ['a', 'a', 'a'],
      becomes: { a: 'failed', b: 'running' },
      begins: ['a', 'a', 'b'],
    },
    {
      rule: 'is not made of an error that is not retryable',
      nodes: [ending('a', [refused], { retry: aRetry() })],
      edges: [],
      finish: ['a'],
      becomes: { a: 'failed' },
      run: 'failed HTTP_STATUS a',
    },
    {
      rule: 'is not made of a code among non_retryable_errors',
      nodes: [ending('a', [broken], { retry: aRetry({ nonRetryableErrors: ['HTTP_NETWORK'] }) })],
      edges: [],
      finish: ['a'],
      becomes: { a: 'failed' },
      run: 'failed HTTP_NETWORK a',
    },
    {
      rule: 'that waits is cancelled with its scope',
      nodes: [failing('a', 'HTTP_NETWORK', { retry: aRetry() }), failing('b', 'HTTP_STATUS')],
      edges: [],
      finish: ['a', 'b'],
      becomes: { a: 'cancelled', b: 'failed' },
      run: 'failed HTTP_STATUS b',
    },
  ],
  'an attempt whose outcome is unknown': [
    {
      rule: 'is made again where the node is safe to repeat',
      nodes: [ending('a', [lost, ok], { repeatable: true })],
      edges: [],
      finish: ['a', 'a'],
      becomes: { a: 'success' },
      run: 'success',
      begins: ['a', 'a'],
    },
    {
      rule: 'is made again where the retry policy leaves an attempt, and uses it up',
      nodes: [ending('a', [lost, broken], { retry: aRetry({ maxAttempts: 2 }) })],
      edges: [],
      finish: ['a', 'a'],
      becomes: { a: 'failed' },
      run: 'failed HTTP_NETWORK a',
      begins: ['a', 'a'],
    },
    {
      rule: 'costs a node that is safe to repeat no attempt of its policy',
      nodes: [ending('a', [lost, broken, ok], { repeatable: true, retry: aRetry({ maxAttempts: 2 }) })],
      edges: [],
      finish: ['a', 'a', 'a', 'a'],
      becomes: { a: 'success' },
      run: 'success',
    },
    {
      rule: 'fails any other node with NODE_OUTCOME_UNKNOWN',
      nodes: [ending('a', [lost])],
      edges: [],
      finish: ['a'],
      becomes: { a: 'failed' },
      run: 'failed NODE_OUTCOME_UNKNOWN a',
    },
    {
      rule: 'can be handled like any error',
      nodes: [ending('a', [lost]), b],
      edges: ['a:error[NODE_OUTCOME_UNKNOWN] -> b'],
      finish: ['a'],
      becomes: { a: 'failed', b: 'running' },
    },
  ],
};
