import type { Command, Ending } from '../../src/core/command.js';
import type { ContainerState, NodeState, RunState, ScopeState } from '../../src/core/state.js';
import { nodesIn, pathOf } from '../reference/graph.js';
import type { Picture } from '../reference/picture.js';
import type { FlowSketch } from '../sketch/sketch.js';
import type { OpenEnd } from './open-end.js';
import { elsewhere, errorInWords, line, openInWords, sourceInWords, type View } from './view.js';

/** Over what the reference calls unreached, the core need not go; if it does, it is silent about it. */
const SILENT = new Set<string>(['pending', 'cancelled', 'omitted']);

function whereIs(own: NodeState | undefined, unreached: boolean): string {
  const status = own?.status ?? 'pending';
  if (unreached && SILENT.has(status)) return 'unreached';
  if (status !== 'waiting') return status;
  return own?.wait?.reason === 'retry' ? 'pausing' : 'delayed';
}

function insideInWords(path: string, { total, next, open, at, closing, deadline }: ContainerState): string {
  const until = at?.is === 'pausing' && at.until;
  return line(
    `of ${total} begun ${next} open ${open.join()}`,
    at?.is,
    until,
    closing && `closing ${errorInWords(elsewhere(path, closing.error))}`,
    deadline !== undefined && closing === undefined && `until ${deadline}`,
  );
}

function nodeInWords(path: string, own: NodeState | undefined, unreached: boolean): string {
  const status = whereIs(own, unreached);
  return line(path, status, `failures ${own?.failures ?? 0}`, own?.inside && insideInWords(path, own.inside));
}

function scopeInWords(path: string, { closing, active, undoable = [] }: ScopeState): string {
  return line(
    `'${path}'`,
    `active ${active}`,
    closing
      ? `closing ${closing.status} ${errorInWords(closing.status === 'cancelled' && path !== '' ? null : closing.error)}`
      : `undoable ${undoable.join()}`,
  );
}

function endingInWords(ending: Ending, isRun: boolean): string {
  if (ending.status === 'success') return line('success', sourceInWords(ending.output));
  // The error of an instance that is cancelled is nobody's.
  const { code, path } = ending.status === 'cancelled' && !isRun ? { code: '', path: null } : ending.error;
  return line(ending.status, errorInWords({ code, path: path ?? null }, ending.error.undoMissing));
}

function factOf(command: Command): string[] {
  switch (command.type) {
    case 'omit':
    case 'miss_undo':
      return [`${command.type} ${command.path}`];
    case 'abort':
      return [`abort ${command.path}#${command.attempt} ${command.was}`];
    case 'begin_scope':
      return [`begin_scope ${command.path} ${command.index}`];
    case 'end_scope':
      return [`end_scope ${command.path} ${command.index} ${endingInWords(command.ending, false)}`];
    case 'end_container':
      return [
        line('end_container', command.path, command.status, errorInWords(elsewhere(command.path, command.error))),
      ];
    default:
      return [];
  }
}

/** What the core has made of an event; over which nodes it need not go says the reference. */
export function coreView(
  flow: FlowSketch,
  state: RunState,
  commands: readonly Command[],
  open: readonly OpenEnd[],
  { nodes }: Picture,
): View {
  const ids = new Map(['', ...flow.nodes.map(({ id }) => id)].map((id) => [id, nodesIn(flow, id || null)]));
  const scopes = Object.entries(state.scopes);
  const finish = commands.find((command) => command.type === 'finish');
  return {
    status: state.status,
    outcome: finish === undefined ? null : endingInWords(finish, true),
    scopes: scopes.map(([path, scope]) => scopeInWords(path, scope)).sort(),
    nodes: scopes
      .flatMap(([scopePath, scope]) => {
        const of = scopePath
          .replace(/\[\d+\]$/, '')
          .split('.')
          .at(-1)!;
        return ids.get(of)!.map(({ id }) => {
          const path = pathOf(scopePath, id);
          return nodeInWords(path, scope.nodes[id], nodes[path]?.status === 'unreached');
        });
      })
      .sort(),
    open: open.map(openInWords).sort(),
    facts: commands.flatMap(factOf).sort(),
  };
}
