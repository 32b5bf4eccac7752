import { Client, Connection } from '@temporalio/client';
import { ensureReportSchedule } from './report-schedule.ts';
import { settings } from './settings.ts';

const connection = await Connection.connect({ address: settings.temporalAddress });
await ensureReportSchedule(new Client({ connection, namespace: settings.namespace }), 'starter', settings.taskQueue);
await connection.close();
