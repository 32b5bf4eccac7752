import {
  ActivityFailure,
  ApplicationFailure,
  CancelledFailure,
  ChildWorkflowFailure,
  ServerFailure,
  TerminatedFailure,
  TimeoutFailure,
} from '@temporalio/common';
import { describe, expect, it } from 'vitest';
import { isUnclaimed, toCallError } from '../src/workflows/call-error.js';

const inActivity = (cause: Error): ActivityFailure =>
  new ActivityFailure('Activity failed', 'work', 'id', 'NON_RETRYABLE_FAILURE', 'worker', cause);
const inChild = (cause: Error): ChildWorkflowFailure =>
  new ChildWorkflowFailure('default', { workflowId: 'w' }, 'work', 'NON_RETRYABLE_FAILURE', cause);

const application = (over: Parameters<typeof ApplicationFailure.create>[0]): ApplicationFailure =>
  ApplicationFailure.create({ message: 'it went wrong', ...over });

const ofActivity = (cause: Error) => toCallError('activity', inActivity(cause));
const ofWorkflow = (cause: Error) => toCallError('workflow', inChild(cause));

describe('the error of a call', () => {
  it.each<[string | undefined, string]>([
    ['CardDeclined', 'CardDeclined'],
    ['java.lang.IllegalStateException', 'java.lang.IllegalStateException'],
    ['*errors.errorString', 'ACTIVITY_FAILED'],
    ['x'.repeat(65), 'ACTIVITY_FAILED'],
    ['Error', 'ACTIVITY_FAILED'],
    ['Exception', 'ACTIVITY_FAILED'],
    ['', 'ACTIVITY_FAILED'],
    [undefined, 'ACTIVITY_FAILED'],
  ])('has the type for its code that the foreign code gave it, %s, where that is one', (type, code) => {
    expect(ofActivity(application({ type }))).toMatchObject({ code, retryable: true });
  });

  it('says of a type that is no code what it is', () => {
    expect(ofActivity(application({ type: '*errors.errorString' })).message).toBe('*errors.errorString: it went wrong');
  });

  it('may be worth another attempt unless the foreign code says no', () => {
    expect(ofActivity(application({ type: 'A', nonRetryable: true })).retryable).toBe(false);
  });

  it('has the details that it was given, one or several, where they are small', () => {
    expect(ofActivity(application({ details: [{ limit: 5 }] })).details).toEqual({ limit: 5 });
    expect(ofActivity(application({ details: [1, null] })).details).toEqual([1, null]);
    expect(ofActivity(application({ details: [] }))).not.toHaveProperty('details');
    expect(ofActivity(application({ details: ['x'.repeat(70_000)] }))).not.toHaveProperty('details');
  });

  it('says how long to wait before the next attempt, where it was told', () => {
    const failure = application({ type: 'Busy' });
    failure.failure = { applicationFailureInfo: { nextRetryDelay: { seconds: 90 as never, nanos: 5e8 } } };
    expect(ofActivity(failure).retryAfterMs).toBe(90_500);
  });

  it('keeps its message within bounds', () => {
    expect(ofActivity(application({ message: 'x'.repeat(10_000) })).message).toHaveLength(4_096);
  });

  it.each([
    ['START_TO_CLOSE', 'NODE_TIMEOUT'],
    ['SCHEDULE_TO_CLOSE', 'NODE_TIMEOUT'],
    ['HEARTBEAT', 'ACTIVITY_HEARTBEAT_TIMEOUT'],
  ] as const)('is that of the node where its time was up: %s', (type, code) => {
    expect(ofActivity(new TimeoutFailure('late', undefined, type))).toMatchObject({ code, retryable: true });
  });

  it('is none of the node where the time of something further in was up', () => {
    expect(ofWorkflow(inActivity(new TimeoutFailure('late', undefined, 'START_TO_CLOSE')))).toMatchObject({
      code: 'WORKFLOW_FAILED',
      message: 'late',
    });
  });

  it('is that of what a workflow called, where it let it through', () => {
    expect(ofWorkflow(inChild(inActivity(application({ type: 'CardDeclined' }))))).toMatchObject({
      code: 'CardDeclined',
    });
  });

  it.each([new CancelledFailure('off'), new TerminatedFailure('off')])('says that somebody stopped it', (cause) => {
    expect(ofWorkflow(cause)).toMatchObject({ code: 'CALL_STOPPED', retryable: false });
  });

  it('says where Temporal did not take the result', () => {
    const tooLarge = new ServerFailure('Complete result exceeds size limit.', true);
    expect(ofActivity(tooLarge)).toMatchObject({ code: 'OUTPUT_TOO_LARGE', retryable: false });
    expect(ofActivity(new ServerFailure('no', false))).toMatchObject({ code: 'ACTIVITY_FAILED', retryable: true });
  });

  it('is none where no worker took the activity on', () => {
    expect(isUnclaimed(inActivity(new TimeoutFailure('late', undefined, 'SCHEDULE_TO_START')))).toBe(true);
    expect(isUnclaimed(inActivity(new TimeoutFailure('late', undefined, 'START_TO_CLOSE')))).toBe(false);
  });
});
