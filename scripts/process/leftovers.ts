import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { lookAt } from './look.ts';

const STOP_WITHIN_MS = 15_000;

interface Note {
  pid: number;
  /** What the process ran: its number alone may go to another program. */
  command: string;
}

/** Remembers children on disk, for a next start that finds them running because everything that watched them was killed. */
export class Leftovers {
  private readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
  }

  /** Remembers a child under a name. */
  note(name: string, pid: number): void {
    const command = lookAt(pid)?.command;
    if (command === undefined) return;
    mkdirSync(this.folder, { recursive: true });
    writeFileSync(this.file(name), JSON.stringify({ pid, command } satisfies Note));
  }

  /** Forgets a child that has ended. */
  forget(name: string): void {
    rmSync(this.file(name), { force: true });
  }

  /** Stops whatever of these still runs, one after the other. @returns the names of those that did */
  async clear(names: readonly string[]): Promise<string[]> {
    const found: string[] = [];
    for (const name of names) {
      const note = this.read(name);
      if (note && isStill(note)) {
        found.push(name);
        await end(note);
      }
      this.forget(name);
    }
    return found;
  }

  private read(name: string): Note | null {
    if (!existsSync(this.file(name))) return null;
    try {
      return JSON.parse(readFileSync(this.file(name), 'utf8')) as Note;
    } catch {
      // Broken off while it was written.
      return null;
    }
  }

  private file(name: string): string {
    return join(this.folder, `${name}.json`);
  }
}

const isStill = ({ pid, command }: Note) => lookAt(pid)?.command === command;

async function end(note: Note): Promise<void> {
  // PostgreSQL takes SIGINT for "stop now, in order", the others SIGTERM.
  process.kill(note.pid, note.command.includes('bin/postgres ') ? 'SIGINT' : 'SIGTERM');
  for (const deadline = Date.now() + STOP_WITHIN_MS; isStill(note); await pause(100)) {
    if (Date.now() > deadline) process.kill(note.pid, 'SIGKILL');
  }
}
