import { compileExpression, type Definition } from '@app/definition';
import type { ErrorDetail } from '@app/errors';
import type { FlowTestContent } from '@app/flows';
import { readExpectations } from './read-expectations.js';

/** The names that a test has for nodes and that are none in the definition, each with its place in the test. */
export function unknownNames(test: FlowTestContent, { nodes }: Definition): ErrorDetail[] {
  const parents = new Map(nodes.map(({ id, parentId }) => [id, parentId ?? null]));
  const expected = readExpectations(test.expectations);
  const { ran, didNotRun, only, inOrder } = expected.path;
  const named: (readonly [place: string, name: string])[] = [
    ...Object.keys(test.mocks).map((name) => [`mocks.${name.slice(0, 100)}`, name] as const),
    ...ran.map((name, at) => [`expect.path.ran[${at}]`, name] as const),
    ...didNotRun.map((name, at) => [`expect.path.did_not_run[${at}]`, name] as const),
    ...(only ?? []).map((name, at) => [`expect.path.only[${at}]`, name] as const),
    ...inOrder.map((name, at) => [`expect.path.in_order[${at}]`, name] as const),
    ...(expected.error.path === undefined ? [] : [['expect.error.path', expected.error.path] as const]),
  ];
  const wrong = named.flatMap(([path, name]) => {
    const message = wrongName(name, parents);
    return message === null ? [] : [{ path, message }];
  });
  return [...wrong, ...expected.holds.flatMap((source, at) => unknownReads(source, at, parents))];
}

type Parents = ReadonlyMap<string, string | null>;

/** What is wrong with the name of a node: its id, or a path from the outermost container on. */
function wrongName(name: string, parents: Parents): string | null {
  const segments = name.split('.').map((segment) => segment.replace(/\[\d+\]$/, ''));
  const missing = segments.find((id) => !parents.has(id));
  if (missing !== undefined) return `there is no node \`${missing.slice(0, 100)}\``;
  if (segments.length === 1) return null;
  for (const [at, id] of segments.entries()) {
    const [parent, wanted] = [parents.get(id) ?? null, segments[at - 1] ?? null];
    if (parent === wanted) continue;
    if (parent === null) return `\`${id}\` is in no container`;
    return `\`${id}\` is in \`${parent}\`${wanted === null ? ', which its path must name' : `, not in \`${wanted}\``}`;
  }
  return null;
}

function unknownReads(source: string, at: number, parents: Parents): ErrorDetail[] {
  const missing = (compileExpression(source).reads ?? []).filter((id) => !parents.has(id));
  return missing.map((id) => ({
    path: `expect.holds[${at}]`,
    message: `reads nodes.${id.slice(0, 100)}, and there is no such node`,
  }));
}
