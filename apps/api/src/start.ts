import 'reflect-metadata';
import { Logger } from '@nestjs/common';
import { loadConfig } from '@app/config';
import { createApi } from './create-api.js';
import { leaveOnSignal } from './process/leave-on-signal.js';

const config = loadConfig();
const app = await createApi(config);
leaveOnSignal(app, config);
await app.listen(config.http.port, config.http.host);
new Logger('Api').log({ url: await app.getUrl() }, 'listening');
