import { AppError } from '@app/errors';
import type { DefinitionNode } from '../definition.js';
import { durationMs } from '../duration.js';
import { compileTemplate } from '../expression/compile-template.js';
import { EXPRESSION_LIMITS, type ExpressionLimits } from '../expression/evaluator.js';
import type { Evaluable } from '../expression/expression-scope.js';
import type { Json, JsonObject } from '../json.js';
import { broken } from './broken.js';

/** What becomes of a run that finds as many open as there may be. */
export type OnLimit = 'queue' | 'reject' | 'cancel_oldest';

/** `settings.concurrency`. */
export interface ConcurrencySettings {
  /** Runs of the flow with the same key that may be open at a time. */
  readonly limit: number;
  /** What the limit is for, by the run's input; null: all runs of the flow. */
  readonly key: Evaluable | null;
  readonly onLimit: OnLimit;
}

/** `start.data.settings`, section 9 of the flow language. */
export interface RunSettings {
  /** Milliseconds from the run's start; null: no bound. */
  readonly timeoutMs: number | null;
  /** Missing: no limit. */
  readonly concurrency?: ConcurrencySettings;
  /** 1 high to 5 low; missing: as the product says. */
  readonly priority?: number;
  /** By name, from the run's input; missing: none. */
  readonly labels?: ReadonlyMap<string, Evaluable>;
  /** Milliseconds for which a run is kept after its end; missing: as the installation says. */
  readonly retentionMs?: number;
  /** Its runs share Temporal workflows, many to one; missing: each has its own. */
  readonly express?: true;
}

/** Settings are evaluated while somebody waits for the run to be accepted: they have less time than nodes. */
const LIMITS: ExpressionLimits = { ...EXPRESSION_LIMITS, work: 100_000, list: 100_000, text: 65_536, output: 65_536 };

/** The settings of a flow by its start node, which holds the schema of its type. @throws AppError FLOW_HAS_PROBLEMS */
export function runSettings(start: DefinitionNode | undefined): RunSettings {
  const settings = objectOf(start?.data.settings);
  const { priority, retention } = settings;
  const concurrency = settings.concurrency === undefined ? undefined : concurrencyOf(objectOf(settings.concurrency));
  const retentionMs = ms(retention);
  const labels = new Map(
    Object.entries(objectOf(settings.labels)).map(([name, value]) => [name, template(value, `labels.${name}`)]),
  );
  return {
    timeoutMs: ms(settings.timeout),
    ...(concurrency === undefined ? {} : { concurrency }),
    ...(typeof priority === 'number' ? { priority } : {}),
    ...(labels.size === 0 ? {} : { labels }),
    ...(retentionMs === null ? {} : { retentionMs }),
    ...(settings.type === 'express' ? { express: true } : {}),
  };
}

function concurrencyOf({ limit, key, on_limit }: JsonObject): ConcurrencySettings {
  return {
    limit: limit as number,
    key: key === undefined ? null : template(key, 'concurrency.key'),
    onLimit: (on_limit ?? 'queue') as OnLimit,
  };
}

function template(value: Json, path: string): Evaluable {
  try {
    return compileTemplate(value, { limits: LIMITS });
  } catch (cause) {
    throw broken(`settings.${path}`, cause instanceof AppError ? cause.message : 'It cannot be compiled', cause);
  }
}

const ms = (value: Json | undefined): number | null => (typeof value === 'string' ? durationMs(value) : null);

const objectOf = (value: Json | undefined): JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
