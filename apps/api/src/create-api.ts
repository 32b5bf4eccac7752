import type { AppConfig } from '@app/config';
import { API_PREFIX, createHttpAdapter } from '@app/http';
import { createLogger, logRequests, PinoLogger } from '@app/logging';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { ApiModule } from './api.module.js';
import { serveDocs } from './docs/serve-docs.js';
import { corsOptions, guardBrowsers } from './process/browser-rules.js';

/** The application of the API, ready to listen; PostgreSQL is connected. */
export async function createApi(config: AppConfig): Promise<NestFastifyApplication> {
  const adapter = createHttpAdapter(config.http);
  const app = await NestFactory.create<NestFastifyApplication>(ApiModule.forRoot(config), adapter, {
    bodyParser: false,
    logger: createLogger(config, 'api'),
  });
  app.setGlobalPrefix(API_PREFIX);
  app.enableCors(corsOptions(config.http.corsOrigins));
  logRequests(adapter.getInstance(), await app.resolve(PinoLogger));
  guardBrowsers(adapter.getInstance());
  await serveDocs(app);
  return app;
}
