/** The path of a node: its id in the root, `INSTANCE.ID` further in. */
export function nodePath(scopePath: string, id: string): string {
  return scopePath === '' ? id : `${scopePath}.${id}`;
}

/** The two parts of a node's path. */
export function splitPath(path: string): { scopePath: string; id: string } {
  const dot = path.lastIndexOf('.');
  return dot < 0 ? { scopePath: '', id: path } : { scopePath: path.slice(0, dot), id: path.slice(dot + 1) };
}

/** The path of a container's instance: `MAP[3]`; a group's is the group's own, which has no index. */
export function instancePath(container: string, index: number | null): string {
  return index === null ? container : `${container}[${index}]`;
}

/** The container that an instance is of, and which of them; null for a group's. */
export function splitInstance(scopePath: string): { container: string; index: number | null } {
  if (!scopePath.endsWith(']')) return { container: scopePath, index: null };
  const bracket = scopePath.lastIndexOf('[');
  return { container: scopePath.slice(0, bracket), index: Number(scopePath.slice(bracket + 1, -1)) };
}

/** Orders paths of one node: by the indexes of the instances that they lead through. */
export function comparePaths(a: string, b: string): number {
  if (a === b) return 0;
  const [left, right] = [indexes(a), indexes(b)];
  for (let at = 0; at < left.length; at += 1) {
    const difference = (left[at] ?? 0) - (right[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

const indexes = (path: string): number[] => [...path.matchAll(/\[(\d+)\]/g)].map(([, index]) => Number(index));
