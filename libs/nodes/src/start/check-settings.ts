import {
  durationMs,
  type Json,
  type JsonObject,
  type NodeTypeSpec,
  readsBeforeStart,
  RUN_SETTINGS_LIMITS,
} from '@app/definition';
import { runSettingsSchema } from './run-settings.schema.js';

type Problems = ReturnType<NonNullable<NodeTypeSpec['check']>>;

const SCHEMA = runSettingsSchema['properties'] as Record<string, JsonObject>;
const CONCURRENCY = SCHEMA['concurrency']?.['properties'] as JsonObject;

/** What the schema of run settings cannot say. */
export function checkSettings(data: JsonObject): Problems {
  const settings = (data['settings'] ?? {}) as JsonObject;
  const concurrency = (settings['concurrency'] ?? {}) as JsonObject;
  const labels = (settings['labels'] ?? {}) as JsonObject;
  return [
    ...unknown(settings, SCHEMA, 'settings'),
    ...unknown(concurrency, CONCURRENCY, 'settings.concurrency'),
    ...readsTooMuch(concurrency['key'], 'settings.concurrency.key'),
    ...Object.entries(labels).flatMap(([name, label]) => readsTooMuch(label, `settings.labels.${name}`)),
    ...tooShort(settings['retention']),
  ];
}

function unknown(given: JsonObject, known: JsonObject, path: string): Problems {
  return Object.keys(given)
    .filter((name) => !Object.hasOwn(known, name))
    .map((name) => name.slice(0, 100))
    .map((name) => ({ path: `${path}.${name}`, message: `There is no setting "${name}"`, code: 'NODE_DATA_UNKNOWN' }));
}

function readsTooMuch(template: Json | undefined, path: string): Problems {
  const names = typeof template === 'string' ? readsBeforeStart(template) : [];
  return names.map((name) => ({
    path,
    message: `${name.slice(0, 80)} is not there yet while a run is accepted: only \`input\` can be read here`,
    code: 'NAME_UNKNOWN',
  }));
}

function tooShort(retention: Json | undefined): Problems {
  const ms = typeof retention === 'string' ? durationMs(retention) : null;
  if (ms === null || ms >= RUN_SETTINGS_LIMITS.retentionMs) return [];
  return [{ path: 'settings.retention', message: 'An ended run is kept for a minute at least' }];
}
