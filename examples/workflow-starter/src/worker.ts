import { fileURLToPath } from 'node:url';
import { NativeConnection, Worker } from '@temporalio/worker';
import { createActivities } from './activities/activities.ts';
import { Journal } from './journal.ts';
import { settings } from './settings.ts';

const { temporalAddress, namespace, taskQueue } = settings;

const journal = new Journal(settings.journal);
const connection = await NativeConnection.connect({ address: temporalAddress });
const worker = await Worker.create({
  connection,
  namespace,
  taskQueue,
  workflowsPath: fileURLToPath(new URL('workflows/index.ts', import.meta.url)),
  activities: createActivities(journal),
  shutdownGraceTime: '5s',
});
// SIGINT and SIGTERM are the runtime's affair: it lets the worker finish what it has begun.
await worker.run();
await connection.close();
journal.close();
