import type { Choice, Definition, DefinitionNode } from '@app/definition';
import type { RunState } from '../../src/core/state.js';
import { misses } from './explore.js';
import type { Read } from './small-definitions.js';
import { OTHER, type Move, type Reached, type World } from './world.js';

/** What a node may do in a replayed run; null: anything. */
type Rule = ((outcome: string) => boolean) | null;

/**
 * Whether choices lead to the read finding nothing: in some order of events, and whatever the nodes beside them do.
 * Those are fixed by `pick`, which chooses one of several outcomes; what is inside other containers is free.
 */
export function leadsTo(
  world: World,
  read: Read,
  choices: readonly Choice[],
  pick: (outcomes: readonly string[]) => string,
): boolean {
  const rules = rulesOf(world.definition, choices, read, pick);
  const allows = ({ node, outcome }: Move): boolean =>
    node === null || outcome === null || (rules.get(node)?.(outcome) ?? true);
  const finds = (reached: readonly Reached[]): boolean =>
    reached.some((each) => each.node === read.reader && misses(world, read, each));
  const first = world.begin();
  if (finds(first.reached)) return true;
  const seen = new Set([first.key]);
  const todo = [first.key];
  for (let key = todo.pop(); key !== undefined; key = todo.pop()) {
    for (const move of world.moves(JSON.parse(key) as RunState).filter(allows)) {
      const next = world.after(key, move.event);
      if (finds(next.reached)) return true;
      if (!seen.has(next.key)) todo.push(next.key);
      seen.add(next.key);
    }
  }
  return false;
}

function rulesOf(
  definition: Definition,
  choices: readonly Choice[],
  read: Read,
  pick: (outcomes: readonly string[]) => string,
): Map<string, Rule> {
  const named = Map.groupBy(choices, ({ node }) => node);
  const scopeOf = (id: string) => definition.nodes.find((each) => each.id === id)?.parentId ?? null;
  const scopes = new Set([...named.keys(), read.reader].map(scopeOf));
  return new Map(
    definition.nodes.map((node): [string, Rule] => {
      const own = named.get(node.id);
      if (own !== undefined) return [node.id, ruleOf(own.map(({ outcome }) => outcome))];
      const free =
        node.id === read.reader || !scopes.has(node.parentId ?? null) || isContainer(node) || node.type === 'fail';
      if (free) return [node.id, null];
      const chosen = pick(outcomesOf(node, definition));
      return [node.id, (outcome) => outcome === chosen];
    }),
  );
}

const isContainer = ({ type }: DefinitionNode): boolean => ['group', 'map', 'loop'].includes(type);

/** What the choices of one node let it do. */
function ruleOf(outcomes: readonly string[]): Rule {
  if (outcomes.some((each) => each === 'still running' || each === 'cancelled')) return () => false;
  if (outcomes.includes('skipped')) return (outcome) => outcome === 'skipped';
  const failure = outcomes.find((each) => each.startsWith('fails'));
  if (failure === 'fails') return (outcome) => outcome.startsWith('fails');
  if (failure === 'fails otherwise') return (outcome) => outcome === `fails with ${OTHER}`;
  if (failure !== undefined) {
    const codes = failure.slice('fails with '.length).split(' or ');
    return (outcome) => codes.some((code) => outcome === `fails with ${code}`);
  }
  const handles = outcomes.filter((each) => each !== 'ends well');
  if (handles.length === 0) return (outcome) => outcome !== 'skipped' && !outcome.startsWith('fails');
  return (outcome) => outcome === handles.join('+');
}

/** What a node may do that is not named: it is not skipped, and no failure of its scope comes of it. */
function outcomesOf({ id, type, data }: DefinitionNode, { edges }: Definition): string[] {
  const handles: Record<string, string[]> = {
    condition: ['true', 'false'],
    wait: ['received', ...(data['timeout'] === undefined ? [] : ['timeout'])],
    switch: ['first', 'second', 'default', ...(data['multiple'] === true ? ['first+second'] : [])],
  };
  const caught = edges.some(
    ({ source, sourceHandle, data: of }) => source === id && sourceHandle === 'error' && of === undefined,
  );
  return [
    ...(handles[type] ?? ['ends well']),
    ...(caught || data['on_error'] === 'continue' ? [`fails with ${OTHER}`] : []),
  ];
}
