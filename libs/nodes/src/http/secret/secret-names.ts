const EXPRESSION = /\{\{(.*?)\}\}/gs;
/** `secrets.NAME`, but not `nodes.secrets.output`. */
const NAME = /(?<![.\w$`])secrets\s*\.\s*`?([A-Za-z_][A-Za-z0-9_]*)/g;

/** Whether a template may read secrets. */
export const readsSecrets = (template: string): boolean => template.includes('secrets');

/** The names of the secrets that the expressions of a template read by name. */
export function secretNames(template: string): string[] {
  const expressions = [...template.matchAll(EXPRESSION)].map((match) => match[1] ?? '');
  return expressions.flatMap((expression) => [...expression.matchAll(NAME)].map((match) => match[1] ?? ''));
}
