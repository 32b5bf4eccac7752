import { jsonata } from './vendor/jsonata-sync.js';
import type { ExprNode } from './vendor/jsonata-sync.types.js';

/** What an expression reads, as far as its text says. */
export interface References {
  /** Paths read from the scope, each a list of names from its root: `['nodes', 'a', 'output']`. */
  readonly paths: readonly (readonly string[])[];
  /** Whether it may read anything at all of the scope, by a wildcard or as a whole. */
  readonly everything: boolean;
  /** Variables and functions that are read, without the `$`. */
  readonly variables: ReadonlySet<string>;
  /** Of these, those that it neither defines nor are functions of the language. */
  readonly unbound: ReadonlySet<string>;
  readonly regexes: readonly RegExp[];
}

/** A node of the tree that is still to be looked at, and whether its context is the scope itself. */
interface Visit {
  readonly node: unknown;
  readonly root: boolean;
}

/** Fields of a tree node whose expressions see another context than the node itself. */
const INNER: ReadonlySet<string> = new Set(['predicate', 'stages', 'group', 'terms', 'pattern', 'update', 'delete']);

const isNode = (value: unknown): value is ExprNode => typeof value === 'object' && value !== null;

/** Walks the tree without recursion, as its depth is the author's choice. */
export function findReferences(ast: ExprNode): References {
  const walk = new Walk();
  walk.push(ast, true);
  for (let visit = walk.todo.pop(); visit !== undefined; visit = walk.todo.pop()) walk.visit(visit);
  const unbound = new Set(
    [...walk.variables].filter((name) => !walk.bound.has(name) && !isFunctionOfTheLanguage(name)),
  );
  return { paths: walk.paths, everything: walk.everything, variables: walk.variables, unbound, regexes: walk.regexes };
}

const isFunctionOfTheLanguage = (name: string): boolean =>
  name === 'now' || name === 'millis' || jsonata.staticFrame.lookup(name) !== undefined;

class Walk {
  readonly todo: Visit[] = [];
  readonly paths: string[][] = [];
  readonly variables = new Set<string>();
  readonly bound = new Set<string>();
  readonly regexes: RegExp[] = [];
  everything = false;
  private readonly seen = new Set<unknown>();

  push(node: unknown, root: boolean): void {
    if (isNode(node)) this.todo.push({ node, root });
  }

  visit({ node, root }: Visit): void {
    if (!isNode(node) || this.seen.has(node)) return;
    this.seen.add(node);
    if (Array.isArray(node)) {
      for (const item of node) this.push(item, root);
      return;
    }
    if (typeof node.focus === 'string') this.bound.add(node.focus);
    if (typeof node.index === 'string') this.bound.add(node.index);
    if (node.type === 'path') this.path(node.steps as ExprNode[], root);
    else this.leaf(node, root);
    for (const key of Object.keys(node)) {
      if (key === 'steps' || key === 'value' || key === 'slot' || key === 'ancestor') continue;
      if (key === 'lhs' && node.type === 'bind') continue;
      if (key === 'arguments' && node.type === 'lambda') continue;
      this.push(node[key], root && !INNER.has(key));
    }
  }

  private leaf(node: ExprNode, root: boolean): void {
    if (node.type === 'regex') this.regexes.push(node.value as RegExp);
    else if (node.type === 'bind') this.bound.add((node.lhs as ExprNode).value as string);
    else if (node.type === 'lambda')
      for (const { value } of node.arguments as ExprNode[]) this.bound.add(value as string);
    else if (node.type === 'variable') this.variable(node.value as string, root);
    else if (root && (node.type === 'wildcard' || node.type === 'descendant')) this.everything = true;
  }

  private variable(name: string, root: boolean): void {
    if (name === '$' || (name === '' && root)) this.everything = true;
    else if (name !== '') this.variables.add(name);
  }

  /** A path: its first step sees the context of the path, the others what the step before gave. */
  private path(steps: readonly ExprNode[], root: boolean): void {
    const [first] = steps;
    const fromScope =
      first?.type === 'variable' &&
      (first.value === '$' || (first.value === '' && root)) &&
      first.predicate === undefined;
    const names: string[] = [];
    for (const step of fromScope ? steps.slice(1) : steps) {
      if (step.type !== 'name') break;
      names.push(step.value as string);
      if (typeof step.focus === 'string') {
        // What it gives has a name now; the next step sees what this one saw.
        if (fromScope || root) this.paths.push([...names]);
        names.pop();
      }
      if (step.stages !== undefined) break;
    }
    if (names.length > 0 && (fromScope || root)) this.paths.push(names);
    steps.forEach((step, at) => {
      if (at === 0 && fromScope && names.length > 0) this.push({ ...step, type: 'step' }, false);
      else if (at === 1 && fromScope && names.length === 0 && /^(wildcard|descendant)$/.test(step.type))
        this.everything = true;
      else this.push(step, root && at === 0);
    });
  }
}
