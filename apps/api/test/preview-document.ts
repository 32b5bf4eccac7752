import { readConfig } from '@app/config';
import { API_PREFIX, createHttpAdapter, openApiDocument } from '@app/http';
import { NestFactory } from '@nestjs/core';
import type { OpenAPIObject } from '@nestjs/swagger';
import { ApiModule } from '../src/api.module.js';
import { API_DESCRIPTION } from '../src/docs/api-description.js';

/** The OpenAPI document of the API, made without a server: nothing is connected, no provider is made. */
export async function previewDocument(): Promise<OpenAPIObject> {
  const config = readConfig({ DATABASE_URL: 'postgres://nobody@localhost/nowhere' });
  const options = { preview: true, abortOnError: false, logger: false } as const;
  const app = await NestFactory.create(ApiModule.forRoot(config), createHttpAdapter(config.http), options);
  app.setGlobalPrefix(API_PREFIX);
  return openApiDocument(app, API_DESCRIPTION);
}
