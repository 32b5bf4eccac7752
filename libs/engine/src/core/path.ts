/** The path of a node: its id in the root, `SCOPE_PATH/ID` further in. */
export function nodePath(scopePath: string, id: string): string {
  return scopePath === '' ? id : `${scopePath}/${id}`;
}

/** The two parts of a node's path. */
export function splitPath(path: string): { scopePath: string; id: string } {
  const slash = path.lastIndexOf('/');
  return slash < 0 ? { scopePath: '', id: path } : { scopePath: path.slice(0, slash), id: path.slice(slash + 1) };
}
