import { compileRegex, type RegexBudget } from '../expression/linear-regex.js';

/** The engine for `pattern` and `patternProperties`: linear time, so no schema can make a check run for ever. */
export function linearPatterns(budget: RegexBudget) {
  const engine = (pattern: string): { test(text: string): boolean; toString(): string } => {
    const program = compileRegex(new RegExp(pattern, 'u'), budget);
    // Ajv keeps the compiled patterns by what they are as text.
    return { test: (text) => program.test(text), toString: () => pattern };
  };
  return Object.assign(engine, { code: 'linearPatterns' });
}
