import { Context } from '@temporalio/activity';
import { ApplicationFailure } from '@temporalio/common';

/** Activities that are not ours. @param note puts down what they see, under the id that they have */
export function foreignActivities(note: (activityId: string, what: string) => void) {
  return {
    echo: async (...args: unknown[]) => args,
    declined: () =>
      Promise.reject(
        ApplicationFailure.create({ type: 'CardDeclined', message: 'no', details: [{ limit: 5 }], nonRetryable: true }),
      ),
    silent: () => Context.current().cancelled,
    hanging: async () => {
      const context = Context.current();
      const { activityId } = context.info;
      note(activityId, 'begun');
      const beat = setInterval(() => context.heartbeat(), 100);
      try {
        await context.cancelled;
      } finally {
        clearInterval(beat);
        note(activityId, 'cancelled');
      }
    },
    slow: async (ms: number) => {
      const context = Context.current();
      note(context.info.activityId, 'begun');
      await context.sleep(ms);
      return 'done';
    },
  };
}
