import type { OutputSource } from '../../src/core/command.js';
import type { ScopeEnding, Picture } from '../reference/picture.js';
import { after, blank } from '../reference/reference.js';
import { aFlow, aNode, type Ending, type NodeSketch } from '../sketch/sketch.js';
import { Chronicle } from './chronicle.js';
import { eventOf, type OpenEnd } from './open-end.js';
import { feed, send, start, table, type Table, type Turn } from './play.js';

/** One decision rule, by example. All nodes begin as soon as they may; loops are asked and outputs gathered at once. */
export interface Rule {
  readonly rule: string;
  /** In order of position. */
  readonly nodes: readonly NodeSketch[];
  /** As in `a:handle[CODE] -> b`. */
  readonly edges: readonly string[];
  /**
   * The paths of the nodes whose attempts, waits or pauses end, in this order, each by its script; with
   * a `!` at the end: whose time is up. `!cancel` and `!timeout` are what is done to the run.
   */
  readonly finish: readonly string[];
  /** Where nodes are then, by path. */
  readonly becomes: { readonly [path: string]: string };
  /** Where the run is then; default: `running`. */
  readonly run?: string;
  /** Where the output comes from: the path of an `end`, or the paths of leaves. */
  readonly output?: string | readonly string[];
  /** How scope instances ended, by path: as in `run`, or the source of their output. */
  readonly ends?: { readonly [path: string]: string | readonly string[] };
  /** What the error of the run says is not undone. */
  readonly undoMissing?: readonly string[];
  /** In which order the attempts began. */
  readonly begins?: readonly string[];
}

/** The script of what fails, always, with this code. */
export function fails(code: string): Pick<NodeSketch, 'script'> {
  return { script: [{ end: 'failure', code, retryable: true }] };
}

/** A node that fails, always, with this code. */
export function failing(id: string, code: string, fields: Partial<NodeSketch> = {}): NodeSketch {
  return aNode(id, { ...fails(code), ...fields });
}

/** A node whose attempts end like this, one after the other. */
export function ending(id: string, script: readonly Ending[], fields: Partial<NodeSketch> = {}): NodeSketch {
  return aNode(id, { script, ...fields });
}

/** A node that fails in the instances of these numbers, and ends well in the others. */
export function failingIn(id: string, code: string, ...instances: readonly boolean[]): NodeSketch {
  return aNode(id, {
    scripts: instances.map((fails) => [
      fails ? { end: 'failure', code, retryable: false } : { end: 'success', handles: null },
    ]),
  });
}

type Shown = Pick<Rule, 'becomes' | 'run' | 'output' | 'ends' | 'undoMissing'>;

const sourceOf = (source: OutputSource): string | string[] =>
  'end' in source ? source.end : source.leaves.map(({ path }) => path);

interface AnyEnding {
  readonly status: string;
  readonly output?: OutputSource;
  readonly error?: {
    readonly code: string;
    readonly path?: string | null;
    readonly undoMissing?: readonly string[];
  } | null;
}

function inWords({ status, output, error }: AnyEnding, ofRun: boolean): string | string[] {
  if (output !== undefined) return sourceOf(output);
  // An instance that is cancelled has no error of its own.
  return [status, ...(ofRun || status === 'failed' ? [error?.code, error?.path] : [])].filter(Boolean).join(' ');
}

function shown(
  rule: Rule,
  statusOf: (path: string) => string,
  endingAt: (scope: string) => AnyEnding | undefined,
): Shown {
  const run = endingAt('');
  const ended = Object.keys(rule.ends ?? {}).map((path) => {
    const ending = endingAt(path);
    return [path, ending ? inWords(ending, false) : 'open'];
  });
  return {
    becomes: Object.fromEntries(Object.keys(rule.becomes).map((path) => [path, statusOf(path)])),
    run: run === undefined ? 'running' : run.status === 'success' ? 'success' : String(inWords(run, true)),
    ends: Object.fromEntries(ended) as Shown['ends'] & object,
    undoMissing: run?.error?.undoMissing ?? [],
    ...(run?.output === undefined ? {} : { output: sourceOf(run.output) }),
  };
}

const WORDS: Record<string, string> = { delayed: 'waiting', pausing: 'waiting', unreached: 'pending' };

function shownByReference(rule: Rule, { nodes, scopes }: Picture): Shown {
  const asEnding = (ended: ScopeEnding | null | undefined): AnyEnding | undefined => {
    if (!ended || ended.status === 'success') return ended ?? undefined;
    const { status, error, undoMissing } = ended;
    return { status, error: error && { ...error, undoMissing } };
  };
  const statusOf = (path: string): string => {
    const status = nodes[path]?.status ?? 'pending';
    return WORDS[status] ?? status;
  };
  return shown(rule, statusOf, (scope) => asEnding(scopes[scope]?.ended));
}

/** Which open end a word of `finish` means. */
function meant(open: readonly OpenEnd[], word: string): OpenEnd | undefined {
  const timely = word.endsWith('!');
  const path = timely ? word.slice(0, -1) : word;
  const inTime = (is: OpenEnd['is']): boolean => is === 'timeout' || is === 'timer';
  const own = open.filter((each) => each.path === path && each.is !== 'execute');
  return timely ? own.find(({ is }) => inTime(is)) : own.find(({ is }) => is !== 'timeout');
}

/** What is done at once, and next: of the node of lowest position, in its first instance. */
function nextAtOnce({ open, flow }: Table): OpenEnd | undefined {
  const rank = ({ path }: OpenEnd): number =>
    flow.nodes.findIndex(({ id }) => id === path.slice(path.lastIndexOf('.') + 1));
  return open
    .filter(({ is }) => is === 'execute' || is === 'ask' || is === 'gather')
    .toSorted((a, b) => rank(a) - rank(b))[0];
}

/** What the core makes of the rule's example, in the form of `Rule`; and the same of the reference. */
export function carriedOut(rule: Rule): { core: Shown & Pick<Rule, 'begins'>; reference: Shown } {
  const flow = aFlow(rule.nodes, rule.edges);
  const run = table(flow);
  const chronicle = new Chronicle();
  const begins: string[] = [];
  let picture = blank(flow);
  const note = (turn: Turn): void => {
    picture = after(flow, picture, turn.event);
    chronicle.note(turn);
  };
  const doAtOnce = (): void => {
    for (let next = nextAtOnce(run); next !== undefined; next = nextAtOnce(run)) {
      if (next.is === 'execute') begins.push(next.path);
      note(feed(run, eventOf(flow, next, run.at, 0)));
    }
  };
  note(start(run));
  doAtOnce();
  for (const word of rule.finish) {
    const open = meant(run.open, word);
    if (word === '!cancel') note(send(run, 'run.cancel_requested'));
    else if (word === '!timeout') note(send(run, 'run.timed_out'));
    else if (open !== undefined) note(feed(run, eventOf(flow, open, run.at, 0)));
    else throw new Error(`nothing of ${word} is under way`);
    doAtOnce();
  }
  const statusOf = (path: string): string => chronicle.nodes.get(path) ?? 'pending';
  const core = shown(rule, statusOf, (scope) => chronicle.endings.get(scope));
  return { core: { ...core, begins }, reference: shownByReference(rule, picture) };
}
