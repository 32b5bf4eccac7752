import type { SimulationResult } from '@app/simulation';
import { Executions, idOf } from './executions.js';
import type { PathExpectations } from './expectations.js';
import { failure, type Failure } from './failure.js';

/** Paths that a message lists. */
const MAX_LISTED = 50;

/** Which nodes ran otherwise than expected. */
export function checkPath(expected: PathExpectations, result: SimulationResult): Failure[] {
  const executions = new Executions(result);
  const pathsOf = (positions: Iterable<number>): string[] =>
    [...positions].slice(0, MAX_LISTED).map((at) => executions.paths[at] as string);
  return [
    ...checkRan(expected.ran, executions, result),
    ...expected.didNotRun.flatMap((name, at) => {
      const ran = pathsOf(executions.at(name));
      const message = `\`${name}\` ran (${ran.join(', ')}), expected it not to`;
      return ran.length === 0 ? [] : [failure(`expect.path.did_not_run[${at}]`, message, [], ran)];
    }),
    ...checkOnly(expected.only, executions),
    ...checkOrder(expected.inOrder, executions, pathsOf),
  ];
}

function checkRan(names: readonly string[], executions: Executions, { steps }: SimulationResult): Failure[] {
  return names.flatMap((name, at) => {
    if (executions.at(name).length > 0) return [];
    const actual = steps.find(({ path, nodeId }) => name === path || name === nodeId)?.status ?? 'not reached';
    const message = `\`${name}\` did not run (${actual}), expected it to`;
    return [failure(`expect.path.ran[${at}]`, message, 'ran', actual)];
  });
}

function checkOnly(only: readonly string[] | null, executions: Executions): Failure[] {
  if (only === null) return [];
  const named = new Set(only.flatMap((name) => executions.at(name)));
  const around = new Set([...named].flatMap((at) => containersOf(executions.paths[at] as string)));
  const others = executions.paths.filter((path, at) => !named.has(at) && !around.has(idOf(path))).slice(0, MAX_LISTED);
  if (others.length === 0) return [];
  const message = `${others.join(', ')} ran, expected nothing but ${only.join(', ')}`;
  return [failure('expect.path.only', message, [...only], others)];
}

/** The ids of the containers that a path leads through. */
const containersOf = (path: string): string[] => path.split('.').slice(0, -1).map(idOf);

/** Looks for the names one behind the other: what is named twice is to begin twice. */
function checkOrder(
  names: readonly string[],
  executions: Executions,
  pathsOf: (positions: Iterable<number>) => string[],
): Failure[] {
  let from = 0;
  for (const [at, name] of names.entries()) {
    const found = executions.next(name, from);
    if (found === undefined) {
      const positions = new Set(names.flatMap((each) => executions.at(each)));
      const actual = pathsOf([...positions].toSorted((a, b) => a - b));
      const before = names[at - 1];
      const wanted = before === undefined ? 'expected it to' : `expected it to begin after \`${before}\``;
      const message =
        executions.at(name).length > 0
          ? `\`${name}\` began before \`${before}\`, ${wanted}: the order is ${actual.join(', ')}`
          : `\`${name}\` did not run, ${wanted}`;
      return [failure(`expect.path.in_order[${at}]`, message, [...names], actual)];
    }
    from = found + 1;
  }
  return [];
}
