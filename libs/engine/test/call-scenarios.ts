import { waitFor } from '@app/testing';
import type { CallRequest, CallWait } from '../src/workflows/shell.types.js';
import { type Scenario, type Scene, soon, SUCCESS, WAIT } from './shell-scenarios.js';

/** A call of an activity of the foreign worker; a short one, unless the test says otherwise. */
export const anActivity = (foreign: string, name: string, over: Partial<CallRequest> = {}): CallRequest => ({
  kind: 'activity',
  name,
  task_queue: foreign,
  arguments: [],
  heartbeat_timeout_ms: null,
  timeout_ms: 30_000,
  wait: true,
  ...over,
});

const aWorkflow = (foreign: string, name: string, over: Partial<CallRequest> = {}): CallRequest =>
  anActivity(foreign, name, { kind: 'workflow', timeout_ms: null, ...over });

export const aWait = (call: CallRequest | null, claimWithinMs?: number): CallWait => ({
  path: 'a',
  attempt: 1,
  call,
  ...(claimWithinMs === undefined ? {} : { claimWithinMs }),
});

const failed = (code: string) => ({ ...SUCCESS, outcome: { status: 'failed', code } }) as const;

/** The run fails with all that the shell tells of its calls as the code. */
const tell = (_lost: unknown, { shell }: Scene) => failed(JSON.stringify(shell));

const own = (ended: object) =>
  JSON.stringify({ own: ['a#1'], apart: [], ended: [{ path: 'a', attempt: 1, ...ended }], unclaimed: [], full: false });

const call = (make: (foreign: string) => CallRequest): Scenario['answers'][number] =>
  function answer(_lost, { foreign }) {
    return { ...WAIT, calls: [aWait(make(foreign))] };
  };

const ended = (value: object): string[] => [`ended ${JSON.stringify({ path: 'a', attempt: 1, ...value })}`];

const TOO_LONG = { code: 'NODE_TIMEOUT', message: 'The attempt took longer than its time-out.', retryable: true };
const STOPPED = {
  code: 'CALL_STOPPED',
  message: 'The activity was cancelled or terminated in Temporal.',
  retryable: false,
};

/** A call that goes on while another worker takes the shell's place. */
export const handedOver = (meanwhile: () => Promise<void>): Scenario => ({
  answers: [call((foreign) => anActivity(foreign, 'slow', { arguments: [2_000] })), tell],
  meanwhile: async (_workflow, { told }) => {
    await waitFor(() => told.includes('begun'));
    await meanwhile();
  },
  ends: own({ value: 'done' }),
  told: ['begun'],
});

/** The recorded history of one. */
export const HANDED_OVER = 'call-beside-a-worker-that-leaves';

/** What the shell does about calls, by the name of its recorded history. */
export const CALLS: Readonly<Record<string, Scenario>> = {
  'call-of-an-activity': {
    answers: [call((foreign) => anActivity(foreign, 'echo', { arguments: ['x', { n: 1 }] })), tell],
    ends: own({ value: ['x', { n: 1 }] }),
  },
  'call-that-fails': {
    answers: [call((foreign) => anActivity(foreign, 'declined')), tell],
    ends: own({ error: { code: 'CardDeclined', message: 'no', retryable: false, details: { limit: 5 } } }),
  },
  'call-that-takes-too-long': {
    answers: [call((foreign) => anActivity(foreign, 'silent', { timeout_ms: 1_000 })), tell],
    ends: own({ error: TOO_LONG }),
  },
  'call-that-is-not-heard-of': {
    answers: [call((foreign) => anActivity(foreign, 'silent', { heartbeat_timeout_ms: 1_000 })), tell],
    ends: own({
      error: { code: 'ACTIVITY_HEARTBEAT_TIMEOUT', message: 'The activity was not heard of in time.', retryable: true },
    }),
  },
  'call-not-wanted-any-more': {
    answers: [
      (_lost, { foreign, told }) => {
        const calls = [aWait(anActivity(foreign, 'hanging', { heartbeat_timeout_ms: 60_000 }))];
        if (told.includes('cancelled')) return SUCCESS;
        return told.includes('begun') ? soon() : { ...soon(), calls };
      },
    ],
    ends: 'success',
    told: ['begun', 'cancelled'],
  },
  'call-that-nobody-takes-on': {
    answers: [
      (_lost, { foreign }) => ({ ...WAIT, calls: [aWait(anActivity(`${foreign}-nobody`, 'echo'), 1_000)] }),
      tell,
    ],
    ends: JSON.stringify({ own: [], apart: [], ended: [], unclaimed: ['a#1'], full: false }),
  },
  'call-with-a-workflow-of-its-own': {
    answers: [() => ({ ...WAIT, calls: [aWait(null)] }), tell],
    meanwhile: (workflow) => workflow.signal('wake'),
    ends: JSON.stringify({ own: [], apart: ['a#1'], ended: [], unclaimed: [], full: false }),
  },
  'call-apart-of-an-activity': {
    answers: [],
    call: ({ foreign }) => anActivity(foreign, 'echo', { arguments: [[1], null] }),
    ends: 'undefined',
    told: ended({ value: [[1], null] }),
  },
  'call-apart-of-a-workflow': {
    answers: [],
    call: ({ foreign }) => aWorkflow(foreign, 'order', { arguments: ['o-1'] }),
    meanwhile: (_workflow, { signalCalled }) => signalCalled('paid', 7),
    ends: 'undefined',
    told: ended({ value: { id: 'o-1', paid: 7 } }),
  },
  'call-apart-that-only-starts-a-workflow': {
    answers: [],
    call: ({ foreign }) => aWorkflow(foreign, 'order', { arguments: ['o-1'], wait: false }),
    meanwhile: async (workflow, { signalCalled }) => {
      await workflow.result();
      await signalCalled('paid', 7);
    },
    ends: 'undefined',
    told: ended({ value: { workflow_id: 'ID/a#1', run_id: 'ID' } }),
  },
  'call-apart-of-a-workflow-that-fails': {
    answers: [],
    call: ({ foreign }) => aWorkflow(foreign, 'refused'),
    ends: 'undefined',
    told: ended({ error: { code: 'Refused', message: 'no', retryable: false, details: { by: 'bank' } } }),
  },
  'call-apart-of-a-workflow-that-takes-too-long': {
    answers: [],
    call: ({ foreign }) => aWorkflow(foreign, 'patient', { timeout_ms: 1_000 }),
    ends: 'undefined',
    told: ended({ error: TOO_LONG }),
  },
  'call-apart-that-is-cancelled': {
    answers: [],
    call: ({ foreign }) => anActivity(foreign, 'hanging', { heartbeat_timeout_ms: 60_000 }),
    meanwhile: async (workflow, { told }) => {
      await waitFor(() => told.includes('begun'));
      await workflow.cancel();
    },
    ends: 'undefined',
    told: ['begun', 'cancelled', ...ended({ error: STOPPED })],
  },
  'call-apart-of-a-workflow-that-is-cancelled': {
    answers: [],
    call: ({ foreign }) => aWorkflow(foreign, 'patient'),
    meanwhile: async (workflow, { signalCalled }) => {
      await signalCalled('there');
      await workflow.cancel();
    },
    ends: 'undefined',
    told: ended({ error: { ...STOPPED, message: STOPPED.message.replace('activity', 'workflow') } }),
  },
  'call-apart-whose-run-is-gone': {
    answers: [],
    call: ({ foreign }) => anActivity(foreign, 'hanging', { heartbeat_timeout_ms: 60_000 }),
    isCallWanted: false,
    ends: 'undefined',
    told: ['begun', 'cancelled', ...ended({ error: STOPPED })],
  },
  'call-apart-that-is-not-wanted-any-more': { answers: [], call: () => null, ends: 'undefined' },
};
