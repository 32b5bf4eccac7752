import { isErrorHandle, isFinallyHandle } from '../plan/handles.js';
import type { KnownEdge } from '../validation/check-edges.js';
import type { KnownNode } from '../validation/check-nodes.js';
import type { Choices } from './choices.js';
import { FALSE, TRUE, type Formula } from './decisions.js';

/** How a node can end that has been executed, as functions of the choices of a run. */
export interface Outcomes {
  /** Its `when` is false: it is not executed after all. */
  readonly skipped: Formula;
  /** It cannot but fail, and nothing handles that: its scope closes. */
  readonly unhandled: Formula;
  /** It has an output, if only null by `on_error: "continue"`. */
  readonly hasOutput: Formula;
  /** It ends with success. */
  readonly endsWell: Formula;
  /** Its edges: which are taken when it has ended, and what it ends with is handled. */
  readonly taken: ReadonlyMap<KnownEdge, Formula>;
}

/** Whether an error of the node may be handled by nothing, so that its scope fails. */
export function mayFailTheScope({ item }: KnownNode, outgoing: readonly KnownEdge[]): boolean {
  if (item.data.on_error === 'continue') return false;
  return !outgoing.some(({ handle, errors }) => isErrorHandle(handle) && errors === null);
}

/** Error edges that an error can take, in order, and the codes for which it is theirs; null: all that are left. */
export function errorEdges(
  { item }: KnownNode,
  outgoing: readonly KnownEdge[],
): { edge: KnownEdge; codes: readonly string[] | null }[] {
  if (item.data.on_error === 'continue') return [];
  const covered = new Set<string>();
  let all = false;
  return outgoing.flatMap((edge) => {
    if (!isErrorHandle(edge.handle) || all) return [];
    const codes = edge.errors === null ? null : edge.errors.filter((code) => !covered.has(code));
    if (codes === null) all = true;
    else for (const code of codes) covered.add(code);
    return codes?.length === 0 ? [] : [{ edge, codes }];
  });
}

/** What is known of a node from elsewhere. */
export interface Known {
  /** Whether structure alone says that it always fails. */
  readonly neverEndsWell: boolean;
  /** Whether another node undoes it, so that it matters whether it ended with success. */
  readonly undone: boolean;
}

/** Makes the choices of a node. */
export function outcomesOf(
  node: KnownNode,
  outgoing: readonly KnownEdge[],
  choices: Choices,
  { neverEndsWell, undone }: Known,
): Outcomes {
  const { decisions } = choices;
  const goesOn = node.item.data.on_error === 'continue';
  const skipped = maySkip(node) ? (choices.oneOf(node, ['skipped'], null)[0] as Formula) : FALSE;
  const leaving = goesOn ? [] : leavingBy(node, outgoing, choices, neverEndsWell);
  const leaves = decisions.any(leaving.map(({ holds }) => holds));
  const tells = undone || node.spec.assigns !== undefined || outgoing.some(({ handle }) => handle !== 'out');
  const fallsBack = goesOn ? fallingBack(node, choices, neverEndsWell, tells) : FALSE;
  const unhandled = neverEndsWell && !goesOn ? decisions.not(leaves) : FALSE;
  const stays = neverEndsWell && !goesOn ? FALSE : decisions.not(leaves);
  const taken = new Map<KnownEdge, Formula>(outgoing.map((edge) => [edge, FALSE]));
  for (const { edge, holds } of leaving) taken.set(edge, holds);
  const chosen = handlesOf(node, outgoing, choices, fallsBack);
  for (const edge of outgoing) {
    if (isFinallyHandle(edge.handle)) taken.set(edge, TRUE);
    else if (!isErrorHandle(edge.handle)) taken.set(edge, decisions.and(stays, chosen.get(edge.handle) ?? FALSE));
  }
  return { skipped, unhandled, hasOutput: stays, endsWell: decisions.and(stays, decisions.not(fallsBack)), taken };
}

/** When an error leaves through which edge. */
function leavingBy(
  node: KnownNode,
  outgoing: readonly KnownEdge[],
  choices: Choices,
  neverEndsWell: boolean,
): { edge: KnownEdge; holds: Formula }[] {
  const edges = errorEdges(node, outgoing);
  if (edges.length === 0) return [];
  const names = edges.map(({ codes }) => (codes === null ? 'fails' : `fails with ${codes.slice(0, 3).join(' or ')}`));
  const always = neverEndsWell && edges.at(-1)?.codes === null;
  const chosen = always
    ? exactlyOne(node, names, choices)
    : choices.oneOf(node, names, neverEndsWell ? 'fails otherwise' : 'ends well');
  return edges.map(({ edge }, at) => ({ edge, holds: chosen[at] ?? FALSE }));
}

/** When an error takes success edges by `on_error: "continue"`; a choice of its own where that makes a difference. */
function fallingBack(node: KnownNode, choices: Choices, neverEndsWell: boolean, tells: boolean): Formula {
  if (neverEndsWell) return TRUE;
  return tells ? (choices.oneOf(node, ['fails'], 'ends well')[0] as Formula) : FALSE;
}

/** When each success handle is chosen. */
function handlesOf(
  node: KnownNode,
  outgoing: readonly KnownEdge[],
  choices: Choices,
  fallsBack: Formula,
): ReadonlyMap<string, Formula> {
  const all = possibleHandles(node, outgoing);
  if (all.length <= 1 && fallsBack === FALSE) return new Map(all.map((handle) => [handle, TRUE]));
  const { decisions } = choices;
  const chosen = node.item.data.multiple === true ? anyOf(node, all, choices) : exactlyOne(node, all, choices);
  const { fallbackHandle } = node.spec;
  const normally = decisions.not(fallsBack);
  const every = node.sound ? node.spec.handles(node.item.data) : all;
  return new Map(
    every.map((handle) => {
      const anyway = fallbackHandle === undefined || fallbackHandle === handle ? fallsBack : FALSE;
      const holds = chosen[all.indexOf(handle)] ?? FALSE;
      return [handle, decisions.or(decisions.and(normally, holds), anyway)];
    }),
  );
}

/** The success handles that it can choose: that of a time-out only where there is one. */
function possibleHandles({ sound, spec, item }: KnownNode, outgoing: readonly KnownEdge[]): readonly string[] {
  if (!sound) return [...new Set(outgoing.map(({ handle }) => handle).filter(isSuccessHandle))];
  const timeless = item.data.timeout === undefined && spec.defaultTimeoutMs === undefined;
  return spec.handles(item.data).filter((handle) => !timeless || handle !== spec.timeoutHandle);
}

const isSuccessHandle = (handle: string): boolean => !isErrorHandle(handle) && !isFinallyHandle(handle);

/** Exactly one of the outcomes. */
function exactlyOne(node: KnownNode, outcomes: readonly string[], choices: Choices): Formula[] {
  const chosen = choices.oneOf(node, outcomes.slice(0, -1), outcomes.at(-1) ?? null);
  return outcomes.length === 0 ? [] : [...chosen, choices.decisions.not(choices.decisions.any(chosen))];
}

/** Any of the handles but the last, side by side; the last where none of them is. */
function anyOf(node: KnownNode, all: readonly string[], choices: Choices): Formula[] {
  const chosen = choices.anyOf(node, all.slice(0, -1), all.at(-1) ?? null);
  return [...chosen, choices.decisions.not(choices.decisions.any(chosen))];
}

/** Whether its `when` leaves it open that the node is skipped. */
function maySkip({ item }: KnownNode): boolean {
  const { when } = item.data;
  return when !== undefined && when !== true && when !== null && !(typeof when === 'string' && when.trim() === 'true');
}
