export { ApiClient, type ApiAnswer, type ApiBody, type ApiRequest } from './api-client.js';
export { startApi, startWorker, type AppEnv, type AppProcess, type Started } from './app-process.js';
export { createDatabase, createEmptyDatabase, useDatabase, type TestDatabase } from './database.js';
export { aDefinition, aFlow, type EdgeSketch, type FlowBody, type NodeSketch } from './definition.builder.js';
export { OwnServer } from './own-server.js';
export { temporalAddress } from './temporal-address.js';
export { waitFor, type WaitOptions } from './wait-for.js';
