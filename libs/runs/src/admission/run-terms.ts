import {
  type ConcurrencySettings,
  type Evaluable,
  type ExpressionScope,
  type Json,
  type OnLimit,
  RUN_SETTINGS_LIMITS,
  type RunSettings,
} from '@app/definition';
import { AppError, type ErrorDetail } from '@app/errors';

/** Of a run for which neither its flow nor its request says another. */
const PRIORITY = 3;

/** What a request may say of a run, beside its input. */
export interface AskedTerms {
  /** 1 high to 5 low. */
  readonly priority?: number | undefined;
  readonly labels?: Readonly<Record<string, string>> | undefined;
}

/** How a run is treated, for life. */
export interface RunTerms {
  readonly priority: number;
  readonly labels: Readonly<Record<string, string>>;
  /** null: no limit. */
  readonly concurrency: { readonly key: string; readonly limit: number; readonly onLimit: OnLimit } | null;
  /** null: as the installation says. */
  readonly retentionMs: number | null;
  /** Whether it shares a workflow with other runs. */
  readonly express: boolean;
}

/** Whether they are what the columns have by default. */
export const isPlain = ({ priority, labels, concurrency, retentionMs, express }: RunTerms): boolean =>
  priority === PRIORITY && concurrency === null && retentionMs === null && !express && Object.keys(labels).length === 0;

/** The key of a limit that is for all runs of a flow. */
const WHOLE_FLOW = '';

/**
 * What the settings of a version and the request make of a run with this input. What the request says wins.
 * @throws AppError RUN_SETTINGS_INVALID, with every place
 */
export function runTerms(settings: RunSettings, input: Json, asked: AskedTerms, at: number): RunTerms {
  const texts = new Texts(input, at);
  const terms: RunTerms = {
    priority: asked.priority ?? settings.priority ?? PRIORITY,
    labels: { ...labelsOf(settings.labels, texts), ...asked.labels },
    concurrency: settings.concurrency === undefined ? null : concurrencyOf(settings.concurrency, texts),
    retentionMs: settings.retentionMs ?? null,
    express: settings.express ?? false,
  };
  if (texts.problems.length > 0) throw new AppError('RUN_SETTINGS_INVALID', undefined, { details: texts.problems });
  return terms;
}

function labelsOf(labels: RunSettings['labels'], texts: Texts): Record<string, string> {
  if (labels === undefined) return {};
  const given = [...labels].map(([name, label]) => [
    name,
    texts.of(label, `settings.labels.${name}`, RUN_SETTINGS_LIMITS.label),
  ]);
  return Object.fromEntries(given.filter(([, text]) => text !== null)) as Record<string, string>;
}

function concurrencyOf({ key, limit, onLimit }: ConcurrencySettings, texts: Texts): RunTerms['concurrency'] {
  if (key === null) return { key: WHOLE_FLOW, limit, onLimit };
  const path = 'settings.concurrency.key';
  const text = texts.of(key, path, RUN_SETTINGS_LIMITS.key);
  if (text === null || text === '') texts.problems.push({ path, message: 'comes to nothing' });
  return { key: text ?? '', limit, onLimit };
}

/** Templates of the settings as texts; what is wrong with them is put down. */
class Texts {
  readonly problems: ErrorDetail[] = [];
  private readonly scope: ExpressionScope;

  constructor(
    input: Json,
    private readonly at: number,
  ) {
    // Of a run that is not there yet nothing else can be read; validation says so.
    this.scope = { input } as ExpressionScope;
  }

  /** null for nothing. */
  of(template: Evaluable, path: string, max: number): string | null {
    const value = this.valueOf(template, path);
    if (value === null) return null;
    if (typeof value === 'object') this.problems.push({ path, message: 'is no text' });
    else if (String(value).length > max) this.problems.push({ path, message: `is longer than ${max} characters` });
    else if (!isStorable(String(value)))
      this.problems.push({ path, message: 'holds a NUL or half of a surrogate pair' });
    else return String(value);
    return '?';
  }

  private valueOf(template: Evaluable, path: string): Json {
    try {
      return template.evaluate(this.scope, this.at);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      this.problems.push({ path, message: error.message });
      return '?';
    }
  }
}

const isStorable = (text: string): boolean => !text.includes('\0') && text.isWellFormed();
