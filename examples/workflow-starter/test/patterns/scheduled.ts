import { randomUUID } from 'node:crypto';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ensureReportSchedule } from '../../src/report-schedule.ts';
import { reportWorkflow } from '../../src/workflows/scheduled.workflow.ts';
import type { UsedWorker } from '../use-worker.ts';

export function scheduled(worker: UsedWorker): void {
  describe('a scheduled workflow', () => {
    it('counts and reports, whoever starts it', async () => {
      const { journal, start } = worker();
      const charged = () => journal.entries().filter(({ kind }) => kind === 'charged').length;
      const before = charged();
      journal.add({ key: randomUUID(), kind: 'charged', data: { customer: 'joan', cents: 500 } });
      const report = await start(reportWorkflow, { kind: 'charged' });
      const day = new Date().toISOString().slice(0, 10);
      expect(await report.result()).toEqual({ day, count: before + 1 });
    });

    it('is started by its schedule, which is made once however often it is asked for', async () => {
      const { client, taskQueue, journal } = worker();
      const scheduleId = `report-${randomUUID()}`;
      await ensureReportSchedule(client, scheduleId, taskQueue);
      const schedule = client.schedule.getHandle(scheduleId);
      onTestFinished(() => schedule.delete());
      await ensureReportSchedule(client, scheduleId, taskQueue);
      const { spec, info } = await schedule.describe();
      expect(spec.calendars).toMatchObject([{ hour: [{ start: 6 }] }]);
      expect(info.nextActionTimes[0]).toSatisfy((at: Date) => at.getUTCHours() === 6 && at > new Date());
      const before = journal.entries().length;
      // What six o'clock would do.
      await schedule.trigger();
      await expect.poll(() => journal.entries().slice(before)).toMatchObject([{ kind: 'notified' }]);
    });
  });
}
