import { fileURLToPath } from 'node:url';
import { NativeConnection, Worker } from '@temporalio/worker';
import { createActivities } from './activities/create-activities.ts';
import { openDatabase } from './repositories/sqlite/open-database.ts';
import { SqlitePaymentRepository } from './repositories/sqlite/sqlite-payment.repository.ts';
import { SqliteReminderRepository } from './repositories/sqlite/sqlite-reminder.repository.ts';
import { SqliteShipmentRepository } from './repositories/sqlite/sqlite-shipment.repository.ts';
import { SqliteStockRepository } from './repositories/sqlite/sqlite-stock.repository.ts';
import { PaymentService } from './services/payment.service.ts';
import { ReminderService } from './services/reminder.service.ts';
import { ShippingService } from './services/shipping.service.ts';
import { StockService } from './services/stock.service.ts';
import { settings } from './settings.ts';

const { temporalAddress, namespace, taskQueue, serves } = settings;

const database = openDatabase(settings.database);
const activities = createActivities({
  stock: new StockService(new SqliteStockRepository(database)),
  payments: new PaymentService(new SqlitePaymentRepository(database)),
  shipping: new ShippingService(new SqliteShipmentRepository(database), settings.packingMs),
  reminders: new ReminderService(new SqliteReminderRepository(database)),
});

const connection = await NativeConnection.connect({ address: temporalAddress });
const worker = await Worker.create({
  connection,
  namespace,
  taskQueue,
  ...(serves !== 'workflows' && { activities }),
  ...(serves !== 'activities' && { workflowsPath: fileURLToPath(new URL('workflows/index.ts', import.meta.url)) }),
  // What is being packed when the worker is told to stop is another worker's to go on with.
  shutdownGraceTime: '5s',
});
// SIGINT and SIGTERM are the runtime's affair: it lets the worker finish what it has begun.
await worker.run();
await connection.close();
database.close();
