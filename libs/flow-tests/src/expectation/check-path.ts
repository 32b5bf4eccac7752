import type { SimulationResult } from '@app/simulation';
import { executedPaths, idOf, means } from './executions.js';
import type { PathExpectations } from './expectations.js';
import { failure, type Failure } from './failure.js';

/** Paths that a message lists. */
const MAX_LISTED = 50;

/** Which nodes ran otherwise than expected. */
export function checkPath(expected: PathExpectations, result: SimulationResult): Failure[] {
  const executed = executedPaths(result);
  return [
    ...expected.ran.flatMap((name, at) => checkRan(name, `expect.path.ran[${at}]`, executed, result)),
    ...expected.didNotRun.flatMap((name, at) => checkDidNotRun(name, `expect.path.did_not_run[${at}]`, executed)),
    ...checkOnly(expected.only, executed),
    ...checkOrder(expected.inOrder, executed),
  ];
}

function checkRan(name: string, place: string, executed: readonly string[], result: SimulationResult): Failure[] {
  if (executed.some((path) => means(name, path))) return [];
  const step = result.steps.find(({ path, nodeId }) => name === path || name === nodeId);
  const actual = step?.status ?? 'not reached';
  return [failure(place, `\`${name}\` did not run (${actual}), expected it to`, 'ran', actual)];
}

function checkDidNotRun(name: string, place: string, executed: readonly string[]): Failure[] {
  const ran = executed.filter((path) => means(name, path)).slice(0, MAX_LISTED);
  if (ran.length === 0) return [];
  return [failure(place, `\`${name}\` ran (${ran.join(', ')}), expected it not to`, [], ran)];
}

function checkOnly(only: readonly string[] | null, executed: readonly string[]): Failure[] {
  if (only === null) return [];
  const named = executed.filter((path) => only.some((name) => means(name, path)));
  const around = new Set(named.flatMap(containersOf));
  const others = executed.filter((path) => !named.includes(path) && !around.has(idOf(path))).slice(0, MAX_LISTED);
  if (others.length === 0) return [];
  return [
    failure(
      'expect.path.only',
      `${others.join(', ')} ran, expected nothing but ${only.join(', ')}`,
      [...only],
      [...named, ...others],
    ),
  ];
}

/** The ids of the containers that a path leads through. */
const containersOf = (path: string): string[] => path.split('.').slice(0, -1).map(idOf);

/** Looks for the names one behind the other: what is named twice is to begin twice. */
function checkOrder(names: readonly string[], executed: readonly string[]): Failure[] {
  let from = 0;
  for (const [at, name] of names.entries()) {
    const found = executed.findIndex((path, index) => index >= from && means(name, path));
    if (found === -1) {
      const actual = executed.filter((path) => names.some((each) => means(each, path))).slice(0, MAX_LISTED);
      const wanted = at === 0 ? 'expected it to' : `expected it to begin after \`${names[at - 1]}\``;
      const ran = executed.some((path) => means(name, path));
      const message = ran
        ? `\`${name}\` began before \`${names[at - 1]}\`, ${wanted}: the order is ${actual.join(', ')}`
        : `\`${name}\` did not run, ${wanted}`;
      return [failure(`expect.path.in_order[${at}]`, message, [...names], actual)];
    }
    from = found + 1;
  }
  return [];
}
