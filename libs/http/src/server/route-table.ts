/** Which methods a path can be asked with: the routes of the server, once more, by path. */
export class RouteTable {
  private readonly spelled = new Map<string, Set<string>>();
  private readonly routes: { readonly segments: readonly string[]; readonly methods: ReadonlySet<string> }[] = [];

  /** @param pattern a route's path, with `:name` for a segment that varies; one with `*` is left out */
  add(method: string | readonly string[], pattern: string): void {
    if (pattern.includes('*')) return;
    const methods = new Set([method].flat());
    if (pattern.includes(':')) this.routes.push({ segments: pattern.split('/'), methods });
    else this.spelled.set(pattern, new Set([...(this.spelled.get(pattern) ?? []), ...methods]));
  }

  /**
   * The methods that the path of this URL takes, sorted; none: there is no such path. A route that
   * spells the path out stands before those that have a parameter there.
   */
  methodsFor(url: string): readonly string[] {
    const path = pathOf(url);
    const spelled = this.spelled.get(path);
    if (spelled !== undefined) return [...spelled].toSorted();
    const given = path.split('/');
    const fitting = this.routes.filter(({ segments }) => fits(segments, given));
    return [...new Set(fitting.flatMap(({ methods }) => [...methods]))].toSorted();
  }

  /** Whether the path is spelled out by a route that does not take the method, whatever other routes fit. */
  refuses(method: string, url: string): boolean {
    const spelled = this.spelled.get(pathOf(url));
    return spelled !== undefined && !spelled.has(method);
  }
}

const pathOf = (url: string): string => url.split(/[?#]/, 1)[0] ?? '';

function fits(segments: readonly string[], given: readonly string[]): boolean {
  if (segments.length !== given.length) return false;
  return segments.every((segment, at) => (segment.startsWith(':') ? given[at] !== '' : segment === given[at]));
}
