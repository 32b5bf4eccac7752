import { readFileSync } from 'node:fs';
import type { Definition } from '../definitions.ts';
import type { Millrace, RunSeen } from '../millrace.ts';

const ENDED = ['success', 'failed', 'cancelled', 'terminated'];
/** Past it something hangs. */
const PATIENCE_MS = 900_000;

/** A size that must work: what is done, and throws where it does not. */
export interface Size {
  readonly name: string;
  readonly run: (scene: Scene) => Promise<void>;
}

/** What sizes are tried on. */
export interface Scene {
  readonly ours: Millrace;
  /** Answers `/N` with a text of N bytes, `/hop/N` with N redirects. */
  readonly target: string;
  /** The worker dies, and another one starts. */
  readonly restart: () => Promise<void>;
  readonly workerPid: () => number;
}

/** A definition of these nodes; edges as `a -> b`, `a:handle -> b`. */
export function flow(nodes: Definition['nodes'], ...edges: readonly string[]): Definition {
  return {
    nodes,
    edges: edges.map((text, at) => {
      const [from = '', target = ''] = text.split(' -> ');
      const [source = '', sourceHandle] = from.split(':');
      return { id: `e${at}`, source, target, ...(sourceHandle === undefined ? {} : { sourceHandle }) };
    }),
  };
}

/** A node. */
export function node(id: string, type: string, data: Record<string, unknown> = {}, parentId?: string) {
  return { id, type, data, ...(parentId === undefined ? {} : { parentId }) };
}

/** Saves it, runs it, and gives how it ended. */
export async function ended({ ours }: Scene, definition: Definition, input: unknown = {}): Promise<RunSeen> {
  const id = await ours.flow('A size', definition);
  return ours.reached(await ours.start(id, input), ENDED, PATIENCE_MS);
}

/** @throws where it is not so */
export function expect(what: string, seen: unknown, wanted: unknown): void {
  const [a, b] = [JSON.stringify(seen) ?? '', JSON.stringify(wanted)];
  if (a !== b) throw new Error(`${what}: ${a.slice(0, 500)} in place of ${b.slice(0, 500)}`);
}

/** The run is to fail with this code. */
export async function expectFailure(scene: Scene, code: string, definition: Definition, input?: unknown) {
  const { status, error } = await ended(scene, definition, input);
  expect(`the run that passes ${code}`, [status, error?.code], ['failed', code]);
}

/** Resident memory of a process, MB. */
export function residentMb(pid: number): number {
  const kib = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Math.round((Number(kib) * 1024) / 1e6);
}
