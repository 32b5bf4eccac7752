import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { loadConfig } from '@app/config';
import { Drain } from '@app/http';
import { Logger, PinoLogger } from '@app/logging';
import { installRuntime } from '@app/temporal';
import { runProcess } from './run-process.js';
import { WorkerModule } from './worker.module.js';

const config = loadConfig();
const app = await NestFactory.create<NestFastifyApplication>(WorkerModule.forRoot(config), new FastifyAdapter(), {
  bufferLogs: true,
});
app.useLogger(app.get(Logger));
await installRuntime(PinoLogger.root);
const drain = new Drain(app.getHttpServer());
await app.listen(config.worker.healthPort, config.worker.healthHost);
process.exit(await runProcess(app, drain, config.shutdownGraceMs));
