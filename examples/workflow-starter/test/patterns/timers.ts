import { describe, expect, it } from 'vitest';
import { dueQuery, reminderWorkflow, snoozeSignal } from '../../src/workflows/timers.workflow.ts';
import type { UsedWorker } from '../use-worker.ts';

const HOUR = 3_600_000;

export function timers(worker: UsedWorker): void {
  describe('a workflow that waits for a time', () => {
    const remind = (text: string, due: number) => worker().start(reminderWorkflow, { to: 'ada', text, due });
    const reminded = (about: string): number =>
      worker()
        .journal.entries()
        .filter(({ data }) => (data as { text: string }).text === about).length;

    it('does nothing before it is due', async () => {
      const due = Date.now() + 400;
      const { reminded_at } = await (await remind('tea', due)).result();
      expect(reminded_at).toBeGreaterThanOrEqual(due);
      expect(reminded('tea')).toBe(1);
    });

    it('is done at once when it is overdue', async () => {
      await (await remind('taxes', Date.now() - HOUR)).result();
      expect(reminded('taxes')).toBe(1);
    });

    it('waits anew when the time is moved, be it later or sooner', async () => {
      const reminder = await remind('bread', Date.now() + HOUR);
      const later = Date.now() + 2 * HOUR;
      await reminder.signal(snoozeSignal, { until: later });
      expect(await reminder.query(dueQuery)).toBe(later);
      const soon = Date.now() + 300;
      await reminder.signal(snoozeSignal, { until: soon });
      expect((await reminder.result()).reminded_at).toBeGreaterThanOrEqual(soon);
      expect(reminded('bread')).toBe(1);
    });
  });
}
