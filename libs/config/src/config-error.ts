/** One variable that is wrong, and the rule that it breaks; never its value. */
export interface ConfigProblem {
  readonly name: string;
  readonly rule: string;
}

/** The environment does not hold; its message names every bad variable and its rule, a line each. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly problems: readonly ConfigProblem[];

  constructor(problems: readonly ConfigProblem[]) {
    const lines = problems.map(({ name, rule }) => `  ${name} ${rule}`);
    super(`The configuration is not valid:\n${lines.join('\n')}\nSee docs/reference/configuration.md.`);
    this.problems = problems;
  }
}
