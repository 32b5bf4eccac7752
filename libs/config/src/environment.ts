import { validateSync } from 'class-validator';
import { ConfigError, type ConfigProblem } from './config-error.js';
import { problemsBetween } from './rules-between.js';
import { VARIABLES } from './variables.js';
import type { ValueOf, Variable } from './variable.js';

/** The value of every variable, by its name. */
export type Values = { -readonly [N in keyof typeof VARIABLES]: ValueOf<(typeof VARIABLES)[N]> };

/** Variables as the process has them: text by name. */
export type Environment = Readonly<Record<string, string | undefined>>;

const TABLE = Object.entries<Variable>(VARIABLES);

/** What class-validator checks: one property a variable, decorated from the table. */
class Checked {
  readonly [name: string]: unknown;
}
for (const [name, { rule }] of TABLE) {
  for (const check of rule.checks) check(Checked.prototype, name);
}

const textOf = (env: Environment, name: string, line: Variable): string | null => env[name]?.trim() || line.default;

/**
 * Reads and checks every variable; an empty one counts as not set.
 * @throws ConfigError with all that is wrong
 */
export function readValues(env: Environment): Values {
  const texts = TABLE.map(([name, line]) => [name, line, textOf(env, name, line)] as const);
  const missing = texts.filter(([, line, text]) => text === null && line.required).map(([name]) => name);
  const present = texts.flatMap(([name, line, text]) =>
    text === null ? [] : [[name, line.rule.parse(text)] as const],
  );
  const checked = Object.assign(new Checked(), Object.fromEntries(present));
  const bad = validateSync(checked, { skipUndefinedProperties: false })
    .map((error) => error.property)
    .filter((name) => present.some(([given]) => given === name));
  const problems: ConfigProblem[] = TABLE.flatMap(([name, line]) => {
    if (missing.includes(name)) return [{ name, rule: `must be set: ${line.rule.text}` }];
    return bad.includes(name) ? [{ name, rule: `must be ${line.rule.text}` }] : [];
  });
  problems.push(...problemsBetween(env));
  if (problems.length > 0) throw new ConfigError(problems);
  return checked as unknown as Values;
}
