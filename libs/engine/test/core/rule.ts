import type { OutputSource } from '../../src/core/command.js';
import type { CoreEvent } from '../../src/core/event.js';
import { after, blank } from '../reference/reference.js';
import { aFlow, aNode, type Ending, type NodeSketch } from '../sketch/sketch.js';
import { eventOf } from './open-end.js';
import { feed, start, table, type Turn } from './play.js';

/** One decision rule, by example. All nodes begin as soon as they may. */
export interface Rule {
  readonly rule: string;
  /** In order of position. */
  readonly nodes: readonly NodeSketch[];
  /** As in `a:handle[CODE] -> b`. */
  readonly edges: readonly string[];
  /** The nodes whose attempts, delays or pauses end, in this order, each by its script; `!cancel` and `!timeout` are what is done to the run. */
  readonly finish: readonly string[];
  /** Where the nodes are then. */
  readonly becomes: { readonly [id: string]: string };
  /** Where the run is then; default: `running`. */
  readonly run?: string;
  /** Where the output comes from: the path of an `end`, or the paths of leaves. */
  readonly output?: string | readonly string[];
  /** In which order the attempts began. */
  readonly begins?: readonly string[];
}

/** A node that fails, always, with this code. */
export function failing(id: string, code: string, fields: Partial<NodeSketch> = {}): NodeSketch {
  return aNode(id, { script: [{ end: 'failure', code, retryable: true }], ...fields });
}

/** A node whose attempts end like this, one after the other. */
export function ending(id: string, script: readonly Ending[], fields: Partial<NodeSketch> = {}): NodeSketch {
  return aNode(id, { script, ...fields });
}

const OF_RUN: Record<string, (at: number) => CoreEvent> = {
  '!cancel': (at) => ({ type: 'run.cancel_requested', by: 'someone', at }),
  '!timeout': (at) => ({ type: 'run.timed_out', at }),
};

function outputOf(source: OutputSource): string | string[] {
  return 'end' in source ? source.end : source.leaves.map(({ path }) => path);
}

/** What the core makes of the rule's example, in the form of `Rule`; and the same of the reference. */
export function carriedOut({ nodes, edges, finish }: Rule): {
  core: Omit<Rule, 'rule' | 'nodes' | 'edges' | 'finish'>;
  reference: unknown;
} {
  const flow = aFlow(nodes, edges);
  const run = table(flow);
  const begins: string[] = [];
  let picture = blank(flow);
  let ended: Pick<Rule, 'run' | 'output'> = { run: 'running' };
  const note = ({ event, commands }: Turn): void => {
    picture = after(flow, picture, event);
    for (const command of commands) {
      if (command.type !== 'finish') continue;
      ended =
        command.status === 'success'
          ? { run: 'success', output: outputOf(command.output) }
          : { run: [command.status, command.error.code, command.error.path].filter(Boolean).join(' ') };
    }
  };
  const beginAll = (): void => {
    for (;;) {
      const ready = run.open.filter(({ is }) => is === 'execute').map(({ path }) => path);
      const next = nodes.find(({ id }) => ready.includes(id));
      if (next === undefined) return;
      begins.push(next.id);
      note(
        feed(
          run,
          eventOf(
            flow,
            run.open.find(({ path }) => path === next.id)!,
            run.at,
            0,
          ),
        ),
      );
    }
  };
  note(start(run));
  beginAll();
  for (const id of finish) {
    const open = run.open.find(({ path }) => path === id);
    const event = OF_RUN[id]?.(run.at) ?? (open && eventOf(flow, open, run.at, 0));
    if (event === undefined) throw new Error(`nothing of ${id} is under way`);
    note(feed(run, event));
    beginAll();
  }
  const becomes = Object.fromEntries(nodes.map(({ id }) => [id, run.state.scopes['']!.nodes[id]?.status ?? 'pending']));
  const words: Record<string, string> = { delayed: 'waiting', pausing: 'waiting' };
  const reference = Object.fromEntries(
    nodes.map(({ id }) => [id, words[picture.nodes[id]!.status] ?? picture.nodes[id]!.status]),
  );
  return { core: { becomes, ...ended, begins }, reference };
}
