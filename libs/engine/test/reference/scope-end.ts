import type { OutputSource } from '../../src/core/command.js';
import type { FlowSketch } from '../sketch/sketch.js';
import { closeContainer } from './closing.js';
import { compensatorOf, isCompensator, isLeaf, nodeAt, nodesIn, pathOf, scopeOf } from './graph.js';
import { ACTIVE, ENDED, putNode, putScope, type Picture, type ScopeEnding } from './picture.js';

function outputOf(flow: FlowSketch, picture: Picture, path: string): OutputSource {
  const { of, end, closing } = picture.scopes[path]!;
  if (closing?.winner) {
    const { role } = nodeAt(flow, closing.winner)!;
    const winner = pathOf(path, closing.winner);
    return role === 'end' ? { end: winner } : { leaves: [{ id: closing.winner, path: winner }] };
  }
  if (end !== null) return { end };
  const leaves = nodesIn(flow, of).filter(
    ({ id, role }) => role !== 'end' && isLeaf(flow, id) && picture.nodes[pathOf(path, id)]!.status === 'success',
  );
  return { leaves: leaves.map(({ id }) => ({ id, path: pathOf(path, id) })) };
}

function endingOf(flow: FlowSketch, picture: Picture, path: string): ScopeEnding {
  const { closing, undoMissing } = picture.scopes[path]!;
  if (closing === null || closing.status === 'won') return { status: 'success', output: outputOf(flow, picture, path) };
  return { status: closing.status, error: closing.error, undoMissing };
}

/** What a scope instance that has ended does to its container, or to the run. */
function tell(flow: FlowSketch, picture: Picture, path: string, ending: ScopeEnding): Picture {
  const { container } = picture.scopes[path]!;
  if (container === null) {
    if (ending.status === 'success') return { ...picture, outcome: ending };
    const { status, error, undoMissing } = ending;
    return { ...picture, outcome: { status, code: error!.code, path: error!.path, undoMissing } };
  }
  const around = scopeOf(container);
  const undoMissing = [...picture.scopes[around]!.undoMissing, ...picture.scopes[path]!.undoMissing];
  const told = putScope(picture, around, { undoMissing });
  const { kind, onItemError } = nodeAt(flow, container)!.container!;
  if (ending.status !== 'failed' || (kind === 'map' && onItemError !== 'fail')) return told;
  return closeContainer(flow, told, container, ending.error);
}

/** The next thing to undo: what ended well last and is not undone yet. */
function nextUndo(flow: FlowSketch, picture: Picture, path: string): string | undefined {
  const { succeeded, closing } = picture.scopes[path]!;
  if (closing === null || closing.status === 'won') return undefined;
  return succeeded
    .toReversed()
    .map((id) => compensatorOf(flow, id))
    .filter((id) => id !== null)
    .map((id) => pathOf(path, id))
    .find((compensator) => picture.nodes[compensator]!.status === 'pending');
}

/** A scope instance with nothing under way: undoes what is to be undone, then ends. */
export function endScope(flow: FlowSketch, picture: Picture, path: string): Picture {
  const { of, closing, ended } = picture.scopes[path]!;
  if (ended !== null) return picture;
  const nodes = nodesIn(flow, of);
  const statusOf = (id: string) => picture.nodes[pathOf(path, id)]!.status;
  if (nodes.some(({ id }) => ACTIVE.has(statusOf(id)))) return picture;
  if (closing === null && nodes.some(({ id }) => !ENDED.has(statusOf(id)) && !isCompensator(flow, id))) return picture;
  const undo = nextUndo(flow, picture, path);
  if (undo !== undefined) return putNode(picture, undo, { status: 'ready', attempt: 1 });
  const ending = endingOf(flow, picture, path);
  return tell(flow, putScope(picture, path, { ended: ending }), path, ending);
}
