import { RE2JS } from 're2js';
import { meterFault } from './expression-failure.js';
import { regexSize } from './regex-size.js';
import { jsonata } from './vendor/jsonata-sync.js';

/** Instructions that a compiled regular expression may have. */
const MAX_PROGRAM = 5_000;

/** What we meter of re2js's engine. */
interface Engine {
  executeEngine(input: { step(at: number): number }, ...rest: readonly unknown[]): unknown;
}

/** Instructions that may still be compiled. */
export interface RegexBudget {
  left: number;
}

const compiled = new WeakMap<RegExp, RE2JS>();

/** Compiles for the linear-time engine. @throws Error with a message for the author when it has no meaning there, or is too large */
export function compileRegex(regex: RegExp, budget: RegexBudget = { left: MAX_PROGRAM }): RE2JS {
  const known = compiled.get(regex);
  if (known !== undefined) return known;
  const size = regexSize(regex.source);
  budget.left -= size;
  if (size > MAX_PROGRAM || budget.left < 0) throw new Error('it is too large, or all of them together are');
  const flags =
    (regex.ignoreCase ? RE2JS.CASE_INSENSITIVE : 0) |
    (regex.multiline ? RE2JS.MULTILINE : 0) |
    (regex.dotAll ? RE2JS.DOTALL : 0);
  const program = RE2JS.compile(RE2JS.translateRegExp(regex.source), flags);
  meterEngine(program);
  compiled.set(regex, program);
  return program;
}

/** Makes every character that the engine looks at count as work, by the size of its program. */
function meterEngine(program: RE2JS): void {
  const engine = program.re2() as unknown as Engine;
  const run = engine.executeEngine.bind(engine);
  const price = (1 + program.programSize() / 4) / 4;
  engine.executeEngine = (input, ...rest) => {
    const step = input.step.bind(input);
    const { meter } = jsonata;
    input.step = (at) => {
      meter.left -= price;
      if (meter.left < 0) throw meterFault('M1001', 'The regular expression takes more work than it may');
      return step(at);
    };
    meter.left -= 1;
    return run(input, ...rest);
  };
}

/** The part of RegExp that the evaluator uses, on a linear-time engine. */
export class LinearRegex {
  lastIndex = 0;
  private readonly program: RE2JS;

  constructor(regex: RegExp) {
    this.program = compileRegex(regex);
  }

  /** The first match from `lastIndex` on, which is moved behind it. */
  exec(text: string): (RegExpExecArray & (string | undefined)[]) | null {
    const matcher = this.program.matcher(text);
    if (this.lastIndex > text.length || !matcher.find(this.lastIndex)) {
      this.lastIndex = 0;
      return null;
    }
    this.lastIndex = matcher.end();
    const groups = Array.from({ length: matcher.groupCount() + 1 }, (_, group) => matcher.group(group) ?? undefined);
    return Object.assign(groups, { index: matcher.start(), input: text }) as RegExpExecArray & (string | undefined)[];
  }
}

jsonata.meter.Regex = LinearRegex;
