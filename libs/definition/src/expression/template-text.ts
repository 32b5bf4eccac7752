import { AppError } from '@app/errors';

/** A part of a template: text as it is, or the source of an expression. */
export type TemplatePart = { readonly text: string } | { readonly expression: string; readonly at: number };

/** Words after which an operand comes, so that a slash begins a regular expression. */
const OPERATOR_WORDS: ReadonlySet<string> = new Set(['and', 'or', 'in']);

/** Whether a string holds an expression at all. */
export const isTemplate = (text: string): boolean => text.includes('{{');

/** Takes a string apart at its `{{ }}`. @throws AppError EXPRESSION_FAILED where one is not closed */
export function splitTemplate(text: string): readonly TemplatePart[] {
  const parts: TemplatePart[] = [];
  let from = 0;
  for (let open = text.indexOf('{{'); open !== -1; open = text.indexOf('{{', from)) {
    if (open > from) parts.push({ text: text.slice(from, open) });
    const close = findEnd(text, open + 2);
    if (close === -1) throw new AppError('EXPRESSION_FAILED', `The {{ at character ${open} is not closed by }}`);
    parts.push({ expression: text.slice(open + 2, close), at: open });
    from = close + 2;
  }
  if (from < text.length) parts.push({ text: text.slice(from) });
  return parts;
}

/** The source of an expression field, which may stand bare or in `{{ }}`. @throws AppError EXPRESSION_FAILED */
export function expressionSource(text: string): string {
  const trimmed = text.trim();
  if (!trimmed.startsWith('{{')) return text;
  const parts = splitTemplate(trimmed);
  const [only] = parts;
  if (parts.length === 1 && only !== undefined && 'expression' in only) return only.expression;
  throw new AppError('EXPRESSION_FAILED', 'The field takes one expression, and has text beside its {{ }}');
}

/** Where the `}}` is that ends an expression: outside its strings, quoted names, comments, regular expressions and objects. */
function findEnd(text: string, from: number): number {
  let braces = 0;
  let operand = false;
  for (let at = from; at < text.length; at++) {
    const char = text[at] as string;
    if (/\s/.test(char)) continue;
    if (char === '}' && braces === 0) {
      if (text[at + 1] === '}') return at;
      continue;
    }
    const next = skip(text, at, operand);
    if (next === -1) return -1;
    if (char === '{') braces++;
    if (char === '}') braces--;
    if (text.startsWith('/*', at)) {
      at = next;
      continue;
    }
    operand = endsOperand(text, at, next);
    at = next;
  }
  return -1;
}

/** The last position of the token that begins here; -1 where it does not end. */
function skip(text: string, at: number, operand: boolean): number {
  const char = text[at] as string;
  if (char === '"' || char === "'") return closing(text, at, char);
  if (char === '`') return text.indexOf('`', at + 1);
  if (text.startsWith('/*', at)) {
    const end = text.indexOf('*/', at + 2);
    return end === -1 ? -1 : end + 1;
  }
  if (char === '/' && !operand) return closingSlash(text, at);
  if (!/[\w$]/.test(char)) return at;
  let last = at;
  while (/[\w$]/.test(text[last + 1] ?? '')) last++;
  return last;
}

/** Whether an operand ends with this token, so that a slash after it divides. */
function endsOperand(text: string, at: number, last: number): boolean {
  const char = text[at] as string;
  if (last > at || /[\w$"'`]/.test(char)) return !OPERATOR_WORDS.has(text.slice(at, last + 1));
  return char === ')' || char === ']' || char === '}';
}

/** The next such quote that no backslash stands before. */
function closing(text: string, from: number, quote: string): number {
  for (let at = from + 1; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === quote) return at;
  }
  return -1;
}

/** Where a regular expression ends: at a slash outside its brackets, as JSONata has it. */
function closingSlash(text: string, from: number): number {
  let depth = 0;
  for (let at = from + 1; at < text.length; at++) {
    const char = text[at] as string;
    if (char === '\\') at++;
    else if (char === '/' && depth === 0) return at;
    else if ('([{'.includes(char)) depth++;
    else if (')]}'.includes(char)) depth--;
  }
  return -1;
}
